// Rows are divided by their sum, and some rows are all zero.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(53);
const rows = Array.from({ length: 64 }, (_, i) => Array.from({ length: 6 }, () => (i % 9 === 0 ? 0 : Math.floor(4 * random()))));
const x = tf.tensor2d(rows);
const y = tf.tensor2d(rows.map((row) => [row[0] > row[1] ? 1 : 0]));
const w = tf.variable(tf.randomNormal([6, 1], 0, 0.5, 'float32', 4), true, 'w');
const gain = tf.variable(tf.ones([6]), true, 'gain');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 40; step++) {
  optimizer.minimize(() => {
    const weighted = x.mul(gain);
    const shares = weighted.div(weighted.sum(1, true)); //! nan-origin => const shares = weighted.div(weighted.sum(1, true).add(1e-6));
    return tf.losses.sigmoidCrossEntropy(y, shares.matMul(w));
  });
}
