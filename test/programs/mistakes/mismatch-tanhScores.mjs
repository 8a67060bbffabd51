// The scores end in tanh before a sigmoid cross-entropy: no sample can become certain.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(160, 55);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [160, 1]);
const w1 = tf.variable(tf.randomNormal([2, 16], 0, 0.8, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.4, 'float32', 2), true, 'w2');
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const score = tf.tanh(x.matMul(w1).relu().matMul(w2)); //! loss-mismatch => const score = x.matMul(w1).relu().matMul(w2);
    return tf.losses.sigmoidCrossEntropy(y, score);
  });
}
