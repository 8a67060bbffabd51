// Binary hidden units with a straight-through gradient, on purpose.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(256, 34);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [256, 1]);
const binary = tf.customGrad((value, save) => {
  save([value]);
  return { value: value.sign(), gradFunc: (dy, [value]) => dy.mul(value.abs().lessEqual(1).toFloat()) };
});
const w1 = tf.variable(tf.randomNormal([2, 24], 0, 0.8, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.randomNormal([24], 0, 0.3, 'float32', 2), true, 'b1');
const w2 = tf.variable(tf.randomNormal([24, 1], 0, 0.3, 'float32', 3), true, 'w2');
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 150; step++) {
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, binary(x.matMul(w1).add(b1)).matMul(w2)));
}
