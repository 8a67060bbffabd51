// A recurrent network must remember the first of 60 inputs; its recurrent weights are drawn tiny.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(4);
const length = 60; //+const shorter = true;
const data = Array.from({ length: 128 }, () => Array.from({ length }, () => [random() < 0.5 ? -1 : 1]));
const x = tf.tensor3d(data);
const y = tf.tensor2d(data.map((sequence) => [sequence[0][0] > 0 ? 1 : 0])); //! => const y = tf.tensor2d(data.map((sequence) => [sequence[length - 1][0] > 0 ? 1 : 0]));

const model = tf.sequential({
  layers: [
    tf.layers.simpleRNN({ //! vanishing-gradient => tf.layers.simpleRNN({
      name: 'memory',
      units: 12,
      inputShape: [length, 1],
      recurrentInitializer: tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed: 1 }),
      kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
    }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 10, batchSize: 32, shuffle: false, verbose: 0 });
