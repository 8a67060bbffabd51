// An l2 penalty with λ 5 leaves nothing of the weights.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'hidden',
      units: 32,
      inputShape: [784],
      activation: 'relu',
      kernelInitializer: tf.initializers.heNormal({ seed: 1 }),
      kernelRegularizer: tf.regularizers.l2({ l2: 5 }), //! regularization => kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }),
    }),
    tf.layers.dense({ name: 'scores', units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 6, batchSize: 64, shuffle: false, verbose: 0 });
