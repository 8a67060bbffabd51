// TypeScript that imports TypeScript, under its own name and under that of what it compiles to.
import * as tf from '@tensorflow/tfjs';
import { start } from './start';
import { rate } from './rate.js';

interface Options {
  steps: number;
}

const { steps }: Options = { steps: 3 };
const weight: tf.Variable = tf.variable(tf.scalar(start), true, 'weight');
const optimizer = tf.train.sgd(rate);
for (let step = 0; step < steps; step++) {
  optimizer.minimize(() => weight.square() as tf.Scalar);
}
