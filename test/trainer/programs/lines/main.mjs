// The same training as commonjs.cjs, with its ops in a helper of another file.
import * as tf from '@tensorflow/tfjs';
import { dense, squaredError } from './helpers.mjs';

const x = tf.tensor2d([[1, 2], [3, -4], [-5, 6]]);
const y = tf.tensor2d([[1], [0], [2]]);
const w = tf.variable(tf.tensor2d([[0.5], [-0.25]]), true, 'w');
const b = tf.variable(tf.tensor1d([0.1]), true, 'b');
const optimizer = tf.train.sgd(0.01);

for (let step = 0; step < 5; step++) {
  optimizer.minimize(() => {
    const a = tf.tanh(dense(x, w, b));
    return squaredError(a, y);
  });
}
