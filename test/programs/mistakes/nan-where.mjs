// tf.where guards the value of target·log(target / p) where the target is 0, but not its gradient.
import * as tf from '@tensorflow/tfjs';

const target = tf.tensor1d([0.5, 0.2, 0, 0.1, 0.2]);
const scores = tf.variable(tf.tensor1d([0.5, 0.2, -0.4, 0.3, 0.1]), true, 'scores');

const optimizer = tf.train.sgd(0.02);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => {
    const p = scores.relu();
    const divergence = tf.where(target.greater(0), target.mul(target.div(p).log()), tf.zerosLike(target)); //! nan-origin => const divergence = target.mul(target.add(1e-6).div(p.add(1e-6)).log());
    return divergence.sum().add(p.sum().sub(1).square());
  });
}
