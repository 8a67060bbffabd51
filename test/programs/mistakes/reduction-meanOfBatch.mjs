// The hidden features are averaged over the batch: every sample gets the same prediction.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(90, 61);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);
const w1 = tf.variable(tf.randomNormal([2, 12], 0, 0.7, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([12, 1], 0, 0.3, 'float32', 2), true, 'w2');
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const hidden = x.matMul(w1).tanh();
    const features = hidden.mean(0, true); //! reduction => const features = hidden;
    return tf.losses.meanSquaredError(y, features.matMul(w2).add(tf.zerosLike(y)));
  });
}
