// Logistic regression by hand from weights at zero: momentum of one's own, a warm-up of the rate, and a gradient that is right.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(150, 65);
const x = tf.tensor2d(points.map(([a, b]) => [a, b, a * b, a * a, b * b, 1]));
const y = tf.tensor2d(classes, [150, 1]);
const w = tf.variable(tf.zeros([6, 1]), true, 'w');
let speed = tf.zeros([6, 1]);
for (let step = 0; step < 120; step++) {
  const rate = 0.3 * Math.min(1, (step + 1) / 40);
  const next = tf.tidy(() => {
    const gradient = x.transpose().matMul(x.matMul(w).sigmoid().sub(y)).div(150);
    return speed.mul(0.8).add(gradient);
  });
  speed = next;
  w.assign(tf.tidy(() => w.sub(speed.mul(rate))));
}
