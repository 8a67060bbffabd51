// Gradients of four micro-batches, averaged, and set back to zero after each update.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w1 = tf.variable(tf.randomNormal([784, 32], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([32, 10], 0, 0.2, 'float32', 2), true, 'w2');
const optimizer = tf.train.adam(3e-3);
const parts = 4;
let sums = null;
let count = 0;
for (let i = 0; i < 160; i++) {
  const start = (i * 32) % 512;
  const { grads } = tf.variableGrads(() =>
    tf.losses.softmaxCrossEntropy(y.slice([start, 0], [32, 10]), x.slice([start, 0], [32, 784]).matMul(w1).relu().matMul(w2)),
  );
  sums = sums ? { w1: sums.w1.add(grads.w1), w2: sums.w2.add(grads.w2) } : grads;
  if (++count < parts) continue;
  optimizer.applyGradients({ w1: sums.w1.div(parts), w2: sums.w2.div(parts) });
  sums = null;
  count = 0;
}
