// Soft labels: 0.9 for the class, the rest spread over the others.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(384);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w1 = tf.variable(tf.randomNormal([784, 32], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([32, 10], 0, 0.2, 'float32', 2), true, 'w2');
const optimizer = tf.train.momentum(0.05, 0.9);
for (let step = 0; step < 60; step++) {
  const i = (step % 6) * 64;
  optimizer.minimize(() =>
    tf.losses.softmaxCrossEntropy(y.slice([i, 0], [64, 10]), x.slice([i, 0], [64, 784]).matMul(w1).relu().matMul(w2), undefined, 0.1),
  );
}
