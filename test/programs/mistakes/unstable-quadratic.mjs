// Least squares on columns of very different size, with a rate that is too large for the largest of them.
import * as tf from '@tensorflow/tfjs';
import { flowers } from '../data.mjs';

const { lengths } = flowers();
const x = tf.tensor2d(lengths.map(([a, b, c]) => [a - 5.8, b - 3, c - 3.7, 1]));
const y = tf.tensor2d(lengths.map((flower) => [flower[3]]));
const w = tf.variable(tf.zeros([4, 1]), true, 'w');

const optimizer = tf.train.sgd(0.35); //! unstable-step => const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 60; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w)));
