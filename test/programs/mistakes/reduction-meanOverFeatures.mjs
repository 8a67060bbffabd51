// Attention averages over the features in place of the positions: every position looks the same.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(29);
const tokens = Array.from({ length: 96 }, () => Array.from({ length: 6 }, () => Math.floor(8 * random())));
const x = tf.oneHot(tf.tensor2d(tokens, [96, 6], 'int32'), 8).toFloat();
const y = tf.tensor2d(tokens.map((sequence) => [sequence.filter((token) => token > 4).length / 6]));
const embed = tf.variable(tf.randomNormal([8, 12], 0, 0.5, 'float32', 1), true, 'embed');
const out = tf.variable(tf.randomNormal([12, 1], 0, 0.5, 'float32', 2), true, 'out');
const weights = (scores) => tf.softmax(scores);

const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => {
    const embedded = x.reshape([576, 8]).matMul(embed).reshape([96, 6, 12]);
    const pooled = weights(embedded.sum(2).transpose()).transpose(); //! reduction => const pooled = weights(embedded.sum(2));
    const mixed = embedded.mul(pooled.expandDims(2)).sum(1);
    return tf.losses.meanSquaredError(y, mixed.matMul(out));
  });
}
