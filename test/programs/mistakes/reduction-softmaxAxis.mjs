// The softmax runs over the samples of the batch, not over the classes.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3).toFloat();
const w = tf.variable(tf.randomNormal([4, 3], 0, 0.5, 'float32', 1), true, 'w');
const b = tf.variable(tf.zeros([3]), true, 'b');

const softmax = (scores, axis) => scores.sub(scores.max(axis, true)).exp().div(scores.sub(scores.max(axis, true)).exp().sum(axis, true));

const optimizer = tf.train.adam(0.05);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const probabilities = softmax(x.matMul(w).add(b), 0); //! reduction => const probabilities = softmax(x.matMul(w).add(b), 1);
    return y.mul(probabilities.add(1e-7).log()).sum(1).mean().neg();
  });
}
