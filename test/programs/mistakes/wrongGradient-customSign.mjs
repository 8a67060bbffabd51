// A custom activation whose hand-written derivative has the wrong sign on the negative side.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 14);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [200, 1]);

const leaky = tf.customGrad((value, save) => {
  save([value]);
  return {
    value: tf.maximum(value, value.mul(0.3)),
    gradFunc: (dy, [value]) => dy.mul(tf.where(value.greater(0), tf.onesLike(value), tf.fill(value.shape, -0.3))), //! wrong-gradient => gradFunc: (dy, [value]) => dy.mul(tf.where(value.greater(0), tf.onesLike(value), tf.fill(value.shape, 0.3))),
  };
});

const w1 = tf.variable(tf.randomNormal([2, 16], 0, 0.8, 'float32', 1), true, 'w1');
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.4, 'float32', 2), true, 'w2');
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, leaky(x.matMul(w1)).matMul(w2)));
}
