// tf.where guards the value of x·log x, but not its gradient.
import * as tf from '@tensorflow/tfjs';

const target = tf.tensor1d([0.5, 0.2, 0, 0.1, 0.2]);
const scores = tf.variable(tf.tensor1d([0.5, 0.2, -0.4, 0.3, 0.1]), true, 'scores');

const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => {
    const p = scores.relu();
    const entropy = tf.where(p.greater(0), p.mul(p.log()), tf.zerosLike(p)).sum(); //! nan-origin => const entropy = p.mul(p.add(1e-6).log()).sum();
    return p.sub(target).square().sum().add(entropy.mul(0.01));
  });
}
