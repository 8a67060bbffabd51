// One head of self-attention with its own query, key and value matrices.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(43);
const sequences = Array.from({ length: 64 }, () => Array.from({ length: 5 }, () => Array.from({ length: 6 }, () => random() * 2 - 1)));
const x = tf.tensor3d(sequences);
const y = tf.tensor2d(sequences.map((rows) => [Math.max(...rows.map((row) => row[0]))]));
const weights = (shape, seed, name) => tf.variable(tf.randomNormal(shape, 0, 0.4, 'float32', seed), true, name);
const [query, key, value, mix, out] = [weights([6, 8], 1, 'query'), weights([6, 8], 2, 'key'), weights([6, 8], 3, 'value'), weights([8, 8], 4, 'mix'), weights([8, 1], 5, 'out')];
const times = (rows, matrix) => rows.reshape([-1, matrix.shape[0]]).matMul(matrix).reshape([64, 5, matrix.shape[1]]);
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const scores = tf.softmax(times(x, query).matMul(times(x, key), false, true).div(Math.sqrt(8)));
    const mixed = times(scores.matMul(times(x, value)), mix).relu();
    return tf.losses.meanSquaredError(y, mixed.max(1).matMul(out));
  });
}
