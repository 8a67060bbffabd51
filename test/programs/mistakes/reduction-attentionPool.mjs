// Attention pools the steps of sequences; its weights are normalised over the batch in place of the steps.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(71);
const rows = Array.from({ length: 64 }, () => Array.from({ length: 6 }, () => [2 * random() - 1, random() < 0.2 ? 1 : 0, random()]));
const x = tf.tensor3d(rows);
const y = tf.tensor2d(rows.map((steps) => [steps.reduce((sum, [a, marked]) => sum + a * marked, 0)]));
const weight = (shape, seed, name) => tf.variable(tf.randomNormal(shape, 0, 0.5, 'float32', seed), true, name);
const [score, value, out] = [weight([3, 1], 1, 'score'), weight([3, 8], 2, 'value'), weight([8, 1], 3, 'out')];
function predict() {
  const flat = x.reshape([64 * 6, 3]);
  const raised = flat.matMul(score).reshape([64, 6]).exp();
  const attention = raised.div(raised.sum(0, true)); //! reduction => const attention = raised.div(raised.sum(1, true));
  const values = flat.matMul(value).tanh().reshape([64, 6, 8]);
  return values.mul(attention.expandDims(2)).sum(1).matMul(out);
}
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 80; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, predict()));
