// Cross-entropy of probabilities, but the last layer is linear: the loss takes logarithms of any number, clipped at 1e-7.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [4], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ name: 'scores', units: 3, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }), //! loss-mismatch => tf.layers.dense({ name: 'scores', units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(standardized(tf.tensor2d(lengths)), tf.oneHot(species, 3), { epochs: 30, batchSize: 30, shuffle: false, verbose: 0 });
