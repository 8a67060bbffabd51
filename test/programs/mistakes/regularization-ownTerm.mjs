// The penalty's factor is a thousand times too large, in a loss of one's own.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(160, 59);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [160, 1]);
const w1 = tf.variable(tf.randomNormal([2, 20], 0, 0.8, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([20, 1], 0, 0.4, 'float32', 2), true, 'w2');
const lambda = 2; //! regularization => const lambda = 2e-4;
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 120; step++) {
  optimizer.minimize(() => {
    const data = tf.losses.sigmoidCrossEntropy(y, x.matMul(w1).tanh().matMul(w2));
    const penalty = w1.square().sum().add(w2.square().sum());
    return data.add(penalty.mul(lambda));
  });
}
