// Batches of four with noisy targets, begun next to the best line: the loss jumps about and gets no lower, and the rate is far below 2/λ1.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(5);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const rows = Array.from({ length: 400 }, () => [normal(), normal(), 1]);
const x = tf.tensor2d(rows);
const y = tf.tensor2d(rows.map(([a, b]) => [a - 0.5 * b + 2 * normal()]));
const w = tf.variable(tf.tensor2d([[0.9], [-0.4], [0.1]]), true, 'w');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 300; step++) {
  const from = (step % 100) * 4;
  optimizer.minimize(() => tf.losses.meanSquaredError(y.slice([from, 0], [4, 1]), x.slice([from, 0], [4, 3]).matMul(w)));
}
