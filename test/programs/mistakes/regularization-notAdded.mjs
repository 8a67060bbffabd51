// The penalty is computed in the loss function and not added to what it returns.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(100, 25);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');
const lambda = 0.01;

const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const error = tf.losses.meanSquaredError(y, x.matMul(w).add(b));
    const penalty = w.square().sum().mul(lambda); //! regularization => const penalty = w.square().sum().mul(lambda);
    return error; //! => return error.add(penalty);
  });
}
