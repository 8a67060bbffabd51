// A rate of 1e-7: after 300 steps nothing has moved.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const y = tf.oneHot(species, 3);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, inputShape: [4], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.sgd(1e-7); //! slow-step => const optimizer = tf.train.sgd(0.1);
model.compile({ optimizer, loss: 'categoricalCrossentropy' });
await model.fit(x, y, { epochs: 60, batchSize: 30, shuffle: false, verbose: 0 });
