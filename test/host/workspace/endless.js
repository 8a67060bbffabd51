import * as tf from '@tensorflow/tfjs';

const w = tf.variable(tf.tensor1d([3, -2]), true, 'w');
const optimizer = tf.train.sgd(1e-6);
for (let step = 0; step < 1e6; step++) {
  optimizer.minimize(() => tf.sum(tf.square(w)));
  await new Promise((resolve) => setTimeout(resolve, 5));
}
