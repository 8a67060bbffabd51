// All weights of the hidden layer start at the same number: its units stay copies of one another.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 20);
const model = tf.sequential({
  layers: [
    tf.layers.dense({
      name: 'hidden',
      units: 16,
      inputShape: [2],
      activation: 'tanh',
      kernelInitializer: tf.initializers.constant({ value: 0.5 }), //! initialization => kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
    }),
    tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid', kernelInitializer: 'ones' }), //! => tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
