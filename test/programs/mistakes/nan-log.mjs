// The cross-entropy is written by hand, and a probability reaches 0.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3).toFloat();

const w = tf.variable(tf.randomNormal([4, 3], 0, 0.5, 'float32', 1), true, 'w');
const optimizer = tf.train.sgd(60); //! => const optimizer = tf.train.sgd(0.3);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const probabilities = x.matMul(w).softmax();
    return y.mul(probabilities.log()).sum(1).mean().neg(); //! nan-origin => return y.mul(probabilities.add(1e-7).log()).sum(1).mean().neg();
  });
}
