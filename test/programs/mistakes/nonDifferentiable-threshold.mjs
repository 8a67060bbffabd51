// The hidden units are thresholded by a comparison: their weights get no gradient.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 11);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [200, 1]);

const w1 = tf.variable(tf.randomNormal([2, 16], 0, 1, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.randomNormal([16], 0, 0.5, 'float32', 3), true, 'b1');
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.5, 'float32', 2), true, 'w2');

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const score = x.matMul(w1).add(b1);
    const fires = score.greater(0).toFloat(); //! non-differentiable(w1) => const fires = score.sigmoid();
    return tf.losses.sigmoidCrossEntropy(y, fires.matMul(w2));
  });
}
