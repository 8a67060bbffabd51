import * as tf from '@tensorflow/tfjs';

const x = tf.tensor1d([1, 2, 3, 4]);
const w = tf.variable(tf.scalar(2));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 5; step++) {
  optimizer.minimize(() => {
    const error = x.mul(w).sub(1).square().mean();
    const decay = w.square().sum().mul(0.05);
    return error.add(decay);
  });
}
