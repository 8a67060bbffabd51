// A custom activation with its right derivative.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const swish = tf.customGrad((value, save) => {
  const gate = value.sigmoid();
  save([value, gate]);
  return { value: value.mul(gate), gradFunc: (dy, [value, gate]) => dy.mul(gate.add(value.mul(gate).mul(tf.sub(1, gate)))) };
});
const w1 = tf.variable(tf.randomNormal([4, 16], 0, 0.5, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([16, 3], 0, 0.3, 'float32', 2), true, 'w2');
const optimizer = tf.train.rmsprop(0.01);
for (let step = 0; step < 120; step++) optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, swish(x.matMul(w1)).matMul(w2)));
