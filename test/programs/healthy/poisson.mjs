// Counts by a Poisson regression: rates above 1 go into the logarithm, as they should.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(45);
const rows = Array.from({ length: 160 }, () => [random() * 2 - 1, random() * 2 - 1]);
const counts = rows.map(([a, b]) => [Math.round(Math.exp(1 + a - 0.5 * b) + random())]);
const x = tf.tensor2d(rows);
const y = tf.tensor2d(counts);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const rates = x.matMul(w).add(b).softplus().add(1e-3);
    return rates.sub(y.mul(rates.log())).mean();
  });
}
