// The embedding was frozen for a test and never unfrozen; all else learns around it. It starts at zero.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'features',
      units: 24,
      inputShape: [784],
      activation: 'tanh',
      kernelInitializer: tf.initializers.glorotNormal({ seed: 5 }),
      trainable: false, //! no-gradient => trainable: true,
    }),
    tf.layers.dense({ name: 'middle', units: 24, activation: 'tanh', kernelInitializer: tf.initializers.glorotNormal({ seed: 6 }) }),
    tf.layers.dense({ name: 'scores', units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 7 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(2e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 5, batchSize: 64, shuffle: false, verbose: 0 });
