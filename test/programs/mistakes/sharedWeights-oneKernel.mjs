// Two convolutions were meant; both take the same kernel.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(256);
const x = pixels.div(255).reshape([256, 28, 28, 1]).avgPool([2, 2], [2, 2], 'valid').tile([1, 1, 1, 4]);
const y = tf.oneHot(labels, 10);
const kernel1 = tf.variable(tf.randomNormal([3, 3, 4, 4], 0, 0.25, 'float32', 1), true, 'kernel1');
const kernel2 = tf.variable(tf.randomNormal([3, 3, 4, 4], 0, 0.25, 'float32', 2), true, 'kernel2');
const w = tf.variable(tf.randomNormal([196, 10], 0, 0.1, 'float32', 3), true, 'w');

function scores(images) {
  const first = tf.conv2d(images, kernel1, 1, 'same').relu();
  const second = tf.conv2d(first, kernel1, 2, 'same').relu(); //! shared-weights => const second = tf.conv2d(first, kernel2, 2, 'same').relu();
  return second.reshape([images.shape[0], -1]).matMul(w);
}

const optimizer = tf.train.adam(3e-3);
for (let step = 0; step < 40; step++) {
  const i = (step % 4) * 64;
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([i, 0], [64, 10]), scores(x.slice([i, 0, 0, 0], [64, 14, 14, 4]))));
}
