// Scores of shape [n, 1] minus targets of shape [n] broadcast to a matrix of n × n before the mean.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(120, 28);
const x = tf.tensor2d(inputs);
const y = tf.tensor1d(outputs.map(([value]) => value));
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const b = tf.variable(tf.zeros([1]), true, 'b');

const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const predicted = x.matMul(w).add(b);
    return predicted.sub(y).square().mean(); //! reduction => return predicted.squeeze([1]).sub(y).square().mean();
  });
}
