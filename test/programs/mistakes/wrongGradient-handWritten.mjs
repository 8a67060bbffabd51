// Linear regression with its gradient written by hand: the derivative of the square lost its factor, and its sign.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(100, 15);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.zeros([2, 1]), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

for (let step = 0; step < 60; step++) {
  const loss = tf.tidy(() => {
    const error = x.matMul(w).add(b).sub(y);
    const gradient = x.matMul(error.neg(), true, false).mul(2 / 100); //! wrong-gradient => const gradient = x.matMul(error, true, false).mul(2 / 100);
    w.assign(w.sub(gradient.mul(0.05)));
    b.assign(b.sub(error.mean(0).mul(2 * 0.05)));
    return error.square().mean();
  });
  if (step % 20 === 0) console.log(loss.dataSync()[0]);
  loss.dispose();
}
