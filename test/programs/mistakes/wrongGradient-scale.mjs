// A custom loss whose gradient forgets to divide by the number of samples.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(64, 16);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

const squaredError = tf.customGrad((prediction, save) => {
  save([prediction]);
  return {
    value: prediction.sub(y).square().mean(),
    gradFunc: (dy, [prediction]) => prediction.sub(y).mul(dy.mul(2)), //! wrong-gradient => gradFunc: (dy, [prediction]) => prediction.sub(y).mul(dy.mul(2 / 64)),
  };
});

const optimizer = tf.train.sgd(0.002); //! => const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 80; step++) optimizer.minimize(() => squaredError(x.matMul(w).add(b)));
