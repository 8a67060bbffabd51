// Mean and deviation of a normal distribution are learnt together: the loss, a negative log-likelihood, goes below zero.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(92);
const inputs = Array.from({ length: 120 }, () => 2 * random() - 1);
const x = tf.tensor2d(inputs, [120, 1]);
const y = tf.tensor2d(inputs.map((a) => Math.sin(2 * a) + 0.05 * (random() - 0.5)), [120, 1]);
const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [1], activation: 'tanh', kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 2, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 200; step++) {
  optimizer.minimize(() => {
    const [mean, logDeviation] = tf.split(net.apply(x), 2, 1);
    const error = y.sub(mean).div(logDeviation.exp());
    return error.square().mul(0.5).add(logDeviation).mean();
  });
}
