// Samples are fed one at a time to a network with batch normalisation.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(120, 60);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [2], kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.batchNormalization(),
    tf.layers.activation({ activation: 'relu' }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.adam(0.01);
const size = 1; //! batch-norm => const size = 24;
for (let step = 0; step < 100; step++) {
  const from = (step * size) % 120;
  const x = tf.tensor2d(points.slice(from, from + size));
  const y = tf.tensor2d(classes.slice(from, from + size), [size, 1]);
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, model.apply(x, { training: true })));
}
