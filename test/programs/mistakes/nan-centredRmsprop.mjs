// Centred RMSprop of TensorFlow.js takes the square root of a difference that rounding makes negative.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(120, 13);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs).mul(1e-2);
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.01, 'float32', 4), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

const optimizer = tf.train.rmsprop(1e-3, 0.9, 0, 1e-8, true); //! nan-origin => const optimizer = tf.train.rmsprop(1e-3, 0.9, 0, 1e-8, false);
for (let step = 0; step < 60; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b)));
