// The hidden layer's result is read back and made into a new tensor: no gradient reaches the weights before it.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 8);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [200, 1]);

const w1 = tf.variable(tf.randomNormal([2, 12], 0, 0.8, 'float32', 1), true, 'w1');
const b1 = tf.variable(tf.zeros([12]), true, 'b1');
const w2 = tf.variable(tf.randomNormal([12, 1], 0, 0.5, 'float32', 2), true, 'w2');
const b2 = tf.variable(tf.zeros([1]), true, 'b2');

function normalise(hidden) {
  const values = hidden.arraySync(); //! no-gradient(w1) => const values = hidden;
  return tf.tensor2d(values).sub(tf.tensor2d(values).mean(0)); //! => return values.sub(values.mean(0));
}

const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const hidden = normalise(x.matMul(w1).add(b1).tanh());
    return tf.losses.sigmoidCrossEntropy(y, hidden.matMul(w2).add(b2));
  });
}
