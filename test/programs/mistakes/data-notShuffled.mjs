// Flowers in the order of the file, species by species, in batches of 25 without shuffling.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers(null); //! data => const { lengths, species } = flowers(3);
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [4], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 15, batchSize: 25, shuffle: false, verbose: 0 }); //! => await model.fit(x, y, { epochs: 15, batchSize: 25, shuffle: false, verbose: 0 });
