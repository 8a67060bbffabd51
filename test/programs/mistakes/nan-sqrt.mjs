// Distances between points and prototypes: the square root of exactly zero has no finite gradient.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points } = moons(64, 12);
const x = tf.tensor2d(points);
const prototypes = tf.variable(tf.tensor2d(points.slice(0, 4)), true, 'prototypes');

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => {
    const difference = x.expandDims(1).sub(prototypes.expandDims(0));
    const distance = difference.square().sum(2).sqrt(); //! nan-origin => const distance = difference.square().sum(2).add(1e-8).sqrt();
    return distance.min(1).mean();
  });
}
