// Logistic regression with its gradient written by hand: target minus prediction is subtracted.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(120, 54);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [120, 1]);
const w = tf.variable(tf.tensor2d([[0.1], [-0.1]]), true, 'w');
for (let step = 0; step < 150; step++) {
  tf.tidy(() => {
    const p = x.matMul(w).sigmoid();
    const gradient = x.transpose().matMul(y.sub(p)).div(120); //! wrong-gradient => const gradient = x.transpose().matMul(p.sub(y)).div(120);
    w.assign(w.sub(gradient.mul(0.5)));
  });
}
