// Least squares without noise: the loss is zero to rounding after a few steps, and stays there.
import * as tf from '@tensorflow/tfjs';

const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [1, -1]]);
const y = x.matMul(tf.tensor2d([[2], [-1]]));
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const optimizer = tf.train.sgd(0.4);
for (let step = 0; step < 300; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w)));
