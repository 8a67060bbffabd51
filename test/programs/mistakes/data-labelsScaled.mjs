// The one-hot labels were divided by 255 together with the pixels.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10).div(255); //! data => const y = tf.oneHot(labels, 10).div(1);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 6, batchSize: 64, shuffle: false, verbose: 0 });
