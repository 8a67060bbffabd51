// relu before the cross-entropy: scores cannot be negative, and dead scores get no gradient.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w1 = tf.variable(tf.randomNormal([784, 32], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([32, 10], 0, 0.2, 'float32', 2), true, 'w2');
const b2 = tf.variable(tf.zeros([10]), true, 'b2');

const scores = (inputs) => inputs.matMul(w1).tanh().matMul(w2).add(b2).relu(); //! loss-mismatch => const scores = (inputs) => inputs.matMul(w1).tanh().matMul(w2).add(b2);

const optimizer = tf.train.adam(5e-3);
for (let step = 0; step < 60; step++) {
  const i = (step % 8) * 64;
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([i, 0], [64, 10]), scores(x.slice([i, 0], [64, 784]))));
}
