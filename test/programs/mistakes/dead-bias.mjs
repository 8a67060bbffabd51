// Digits by relu units whose bias starts at −20: none of them ever fires.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'features',
      units: 48,
      inputShape: [784],
      activation: 'relu',
      kernelInitializer: tf.initializers.heNormal({ seed: 1 }),
      biasInitializer: tf.initializers.constant({ value: -20 }), //! dead-units => biasInitializer: 'zeros',
    }),
    tf.layers.dense({ name: 'scores', units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 5, batchSize: 64, shuffle: false, verbose: 0 });
