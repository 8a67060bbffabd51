// Least squares with a rate a hair above 2 over the largest eigenvalue: the loss grows, and only slowly.
import * as tf from '@tensorflow/tfjs';
import { flowers } from '../data.mjs';

const { lengths } = flowers();
const x = tf.tensor2d(lengths.map(([a, b, c]) => [a - 5.8, b - 3, c - 3.7, 1]));
const y = tf.tensor2d(lengths.map((flower) => [flower[3]]));
const w = tf.variable(tf.zeros([4, 1]), true, 'w');

const optimizer = tf.train.sgd(0.274); //! unstable-step => const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 60; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w)));
