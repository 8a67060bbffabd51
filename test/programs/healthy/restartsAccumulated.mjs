// A cosine schedule with warm restarts, and four micro-batches a step whose gradients are averaged by hand.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(320);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w = tf.variable(tf.randomNormal([784, 10], 0, 0.02, 'float32', 1), true, 'w');
const b = tf.variable(tf.zeros([10]), true, 'b');
const optimizer = tf.train.momentum(0.1, 0.9);
for (let step = 0; step < 60; step++) {
  optimizer.setLearningRate(0.05 * (1 + Math.cos((Math.PI * (step % 20)) / 20)) + 1e-3);
  const sums = { w: tf.zerosLike(w), b: tf.zerosLike(b) };
  for (let part = 0; part < 4; part++) {
    const from = ((step * 4 + part) % 20) * 16;
    const { grads } = optimizer.computeGradients(() =>
      tf.losses.softmaxCrossEntropy(y.slice([from, 0], [16, 10]), x.slice([from, 0], [16, 784]).matMul(w).add(b)),
    );
    for (const name of ['w', 'b']) sums[name] = sums[name].add(grads[name].div(4));
  }
  optimizer.applyGradients(sums);
}
