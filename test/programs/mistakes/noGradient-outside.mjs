// The prediction is computed once, before the loss function: the loss does not depend on the weights.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(80, 51);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.5, 'float32', 4), true, 'w');
const prediction = x.matMul(w);

const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(y, prediction)); //! no-gradient => optimizer.minimize(() => tf.losses.meanSquaredError(y, x.matMul(w)));
}
