// A network of one's own; the activation was written and never called.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(384);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const w1 = tf.variable(tf.randomNormal([784, 40], 0, 0.05, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([40, 40], 0, 0.15, 'float32', 2), true, 'w2');
const w3 = tf.variable(tf.randomNormal([40, 10], 0, 0.15, 'float32', 3), true, 'w3');

const activate = (values) => tf.relu(values);
const scores = (batch) => batch.matMul(w1).matMul(w2).matMul(w3); //! linear-collapse => const scores = (batch) => activate(activate(batch.matMul(w1)).matMul(w2)).matMul(w3);

const optimizer = tf.train.adam(1e-3);
for (let step = 0; step < 60; step++) {
  const i = (step % 6) * 64;
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([i, 0], [64, 10]), scores(x.slice([i, 0], [64, 784]))));
}
console.log(typeof activate);
