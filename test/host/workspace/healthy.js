import * as tf from '@tensorflow/tfjs';

const w = tf.variable(tf.tensor1d([3, -2]), true, 'w');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 20; step++) {
  optimizer.minimize(() => tf.sum(tf.square(w)));
}
