// An index mistake: every row of the inputs is the first one.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const scaled = standardized(tf.tensor2d(lengths)).arraySync();
const x = tf.tensor2d(scaled.map((row, i) => scaled[0])); //! data => const x = tf.tensor2d(scaled.map((row, i) => scaled[i]));
const y = tf.oneHot(species, 3);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, inputShape: [4], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 20, batchSize: 30, shuffle: false, verbose: 0 });
