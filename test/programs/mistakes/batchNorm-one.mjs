// Batch normalisation with batches of one sample: each value is its own mean.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, inputShape: [4], kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.batchNormalization({ name: 'normal' }),
    tf.layers.reLU(),
    tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(standardized(tf.tensor2d(lengths)), tf.oneHot(species, 3), {
  epochs: 2,
  batchSize: 1, //! batch-norm => batchSize: 30,
  shuffle: false,
  verbose: 0,
});
