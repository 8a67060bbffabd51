// A lasso by proximal steps: most weights are exactly zero in the end, as they should be.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(37);
const rows = Array.from({ length: 200 }, () => Array.from({ length: 20 }, () => random() * 2 - 1));
const x = tf.tensor2d(rows);
const y = tf.tensor2d(rows.map((row) => [2 * row[0] - row[3] + 0.05 * random()]));
const w = tf.variable(tf.zeros([20, 1]), true, 'w');
const [rate, lambda] = [0.3, 0.05];
for (let step = 0; step < 100; step++) {
  const { grads } = tf.variableGrads(() => x.matMul(w).sub(y).square().mean(), [w]);
  const moved = w.sub(grads.w.mul(rate));
  w.assign(moved.sign().mul(moved.abs().sub(rate * lambda).relu()));
}
