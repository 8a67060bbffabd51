// A penalty function is declared, and the training never calls it.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(150, 26);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [150, 1]);
const w1 = tf.variable(tf.randomNormal([2, 24], 0, 0.8, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([24, 1], 0, 0.4, 'float32', 2), true, 'w2');

const weightPenalty = (lambda) => w1.abs().sum().add(w2.abs().sum()).mul(lambda); //! regularization => const weightPenalty = (lambda) => w1.abs().sum().add(w2.abs().sum()).mul(lambda);

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, x.matMul(w1).tanh().matMul(w2))); //! => optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, x.matMul(w1).tanh().matMul(w2)).add(weightPenalty(1e-4)));
}
