// A hand-written recurrence that adds up a sequence; its recurrent matrix doubles the state at each of 40 steps.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(3);
const steps = 40;
const sequences = tf.tensor2d(Array.from({ length: 64 }, () => Array.from({ length: steps }, () => random() - 0.5)));
const sums = sequences.mean(1, true);

const size = 8;
const inward = tf.variable(tf.randomNormal([1, size], 0, 0.3, 'float32', 1), true, 'inward');
const recurrent = tf.variable(tf.eye(size).mul(1.6), true, 'recurrent'); //! exploding-gradient => const recurrent = tf.variable(tf.eye(size).mul(0.9), true, 'recurrent');
const outward = tf.variable(tf.randomNormal([size, 1], 0, 0.3, 'float32', 2), true, 'outward');

function predict(batch) {
  let state = tf.zeros([batch.shape[0], size]);
  for (let t = 0; t < steps; t++) {
    state = state.matMul(recurrent).add(batch.slice([0, t], [-1, 1]).matMul(inward));
  }
  return state.matMul(outward);
}

const optimizer = tf.train.sgd(0.005);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(sums, predict(sequences)));
}
