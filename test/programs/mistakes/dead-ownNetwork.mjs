// The biases of a hidden relu layer start at −30, in a network of one's own.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const w1 = tf.variable(tf.randomNormal([4, 16], 0, 0.7, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.fill([16], -30), true, 'b1'); //! dead-units(b1) => const b1 = tf.variable(tf.fill([16], 0), true, 'b1');
const w2 = tf.variable(tf.randomNormal([16, 3], 0, 0.3, 'float32', 2), true, 'w2');
const b2 = tf.variable(tf.zeros([3]), true, 'b2');

const model = (inputs) => {
  const hidden = inputs.matMul(w1).add(b1).relu();
  return hidden.matMul(w2).add(b2);
};
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 80; step++) optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, model(x)));
