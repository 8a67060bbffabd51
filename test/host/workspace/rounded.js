import * as tf from '@tensorflow/tfjs';

const w = tf.variable(tf.tensor1d([3.2, -2.7]), true, 'w');
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 20; step++) {
  optimizer.minimize(() => {
    const scores = tf.round(w);
    return tf.sum(tf.square(scores));
  });
}
