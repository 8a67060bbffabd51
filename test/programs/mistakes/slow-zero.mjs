// A scheduler returns 0 for the rate.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(100, 57);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.3, 'float32', 3), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const rateAt = (step) => 0.1 * Math.min(1, Math.floor(step / 1000)); //! slow-step => const rateAt = (step) => 0.1 * Math.min(1, (step + 1) / 10);
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 80; step++) {
  optimizer.setLearningRate(rateAt(step));
  optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b)));
}
