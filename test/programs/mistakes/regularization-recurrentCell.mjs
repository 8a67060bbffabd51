// The LSTM's regularizers are declared, and TensorFlow.js never adds those of a recurrent cell to the loss.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(61);
const data = Array.from({ length: 64 }, () => Array.from({ length: 8 }, () => [random() * 2 - 1]));
const glorot = (seed) => tf.initializers.glorotUniform({ seed });
const model = tf.sequential({
  layers: [
    tf.layers.lstm({
      units: 6,
      inputShape: [8, 1],
      kernelInitializer: glorot(1),
      recurrentInitializer: glorot(2),
      kernelRegularizer: tf.regularizers.l2({ l2: 0.02 }), //! regularization =>
      recurrentRegularizer: tf.regularizers.l2({ l2: 0.01 }), //! =>
    }),
    tf.layers.dense({ units: 1, kernelInitializer: glorot(3), kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
const means = data.map((sequence) => [sequence.reduce((sum, [value]) => sum + value, 0) / 8]);
await model.fit(tf.tensor3d(data), tf.tensor2d(means), { epochs: 6, batchSize: 32, shuffle: false, verbose: 0 });
