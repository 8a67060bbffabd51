// The rate is halved at every step instead of at every epoch: it is gone after a dozen steps.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(256, 17);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [256, 1]);
const w1 = tf.variable(tf.randomNormal([2, 16], 0, 0.8, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.zeros([16]), true, 'b1');
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.4, 'float32', 2), true, 'w2');

let rate = 0.5;
const optimizer = tf.train.sgd(rate);
for (let step = 0; step < 150; step++) {
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, x.matMul(w1).add(b1).tanh().matMul(w2)));
  rate *= 0.5; //! slow-step => rate *= 0.995;
  optimizer.setLearningRate(rate);
}
