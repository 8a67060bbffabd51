// A power with a broken exponent of a number that may be negative.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(80, 52);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const optimizer = tf.train.adam(0.05);
const robust = (error) => error.pow(1.5).mean(); //! nan-origin => const robust = (error) => error.abs().add(1e-6).pow(1.5).mean();
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => robust(x.matMul(w).sub(y)));
}
