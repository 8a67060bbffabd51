// A regression whose targets go from −5 to 5, through a sigmoid that ends at 1.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(200, 22);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({
      name: 'out',
      units: 1,
      activation: 'sigmoid', //! loss-mismatch => activation: 'linear',
      kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
    }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
await model.fit(tf.tensor2d(inputs), tf.tensor2d(outputs), { epochs: 30, batchSize: 50, shuffle: false, verbose: 0 });
