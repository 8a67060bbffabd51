// Pixels from 0 to 255 go in as they are: the first step is far too long for them.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const x = pixels; //! data => const x = pixels.div(255);
await model.fit(x, tf.oneHot(labels, 10), { epochs: 5, batchSize: 64, shuffle: false, verbose: 0 });
