// A generative adversarial network: what the generator makes is made once before its own loss function, and only the judge learns.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const real = tf.tensor2d(moons(128, 36).points);
const variable = (shape, deviation, seed, name) => tf.variable(tf.randomNormal(shape, 0, deviation, 'float32', seed), true, name);
const g = [variable([4, 24], 0.5, 1, 'g1'), variable([24, 2], 0.3, 2, 'g2')];
const d = [variable([2, 24], 0.8, 3, 'd1'), variable([24, 1], 0.3, 4, 'd2')];
const generate = (noise) => noise.matMul(g[0]).relu().matMul(g[1]);
const judge = (points) => points.matMul(d[0]).leakyRelu(0.2).matMul(d[1]);
const [generating, judging] = [tf.train.adam(2e-3, 0.5), tf.train.adam(2e-3, 0.5)];
const [ones, zeros] = [tf.ones([128, 1]), tf.zeros([128, 1])];
for (let step = 0; step < 60; step++) {
  const noise = tf.randomNormal([128, 4], 0, 1, 'float32', step);
  const fake = generate(noise);
  judging.minimize(() => tf.losses.sigmoidCrossEntropy(ones, judge(real)).add(tf.losses.sigmoidCrossEntropy(zeros, judge(fake))), false, d);
  generating.minimize(() => tf.losses.sigmoidCrossEntropy(ones, judge(fake)), false, g); //! no-gradient => generating.minimize(() => tf.losses.sigmoidCrossEntropy(ones, judge(generate(noise))), false, g);
}
