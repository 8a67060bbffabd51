// Digits sorted by their label, and batches taken in that order.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(600);
const order = labels.map((label, i) => i).sort((a, b) => labels[a] - labels[b]); //! data => const order = labels.map((label, i) => i).sort((a, b) => ((a * 7919) % 600) - ((b * 7919) % 600));
const x = pixels.gather(order).div(255);
const y = tf.oneHot(order.map((i) => labels[i]), 10);
const w1 = tf.variable(tf.randomNormal([784, 32], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([32, 10], 0, 0.2, 'float32', 2), true, 'w2');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 100; step++) {
  const i = (step % 20) * 30;
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([i, 0], [30, 10]), x.slice([i, 0], [30, 784]).matMul(w1).relu().matMul(w2)));
}
