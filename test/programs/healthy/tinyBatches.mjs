// Batches of two: the loss jumps from step to step, and falls all the same.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 10, inputShape: [4], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(standardized(tf.tensor2d(lengths)), tf.oneHot(species, 3), { epochs: 3, batchSize: 2, shuffle: false, verbose: 0 });
