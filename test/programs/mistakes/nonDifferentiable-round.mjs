// Counts are rounded inside the loss: its gradient is zero everywhere.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(150, 10);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs).mul(4).round();

const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const counts = x.matMul(w).add(b).round(); //! non-differentiable => const counts = x.matMul(w).add(b);
    return tf.losses.meanSquaredError(y, counts);
  });
}
