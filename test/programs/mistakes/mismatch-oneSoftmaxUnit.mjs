// A single unit with softmax: it is 1 whatever the input.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 21);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ name: 'out', units: 1, activation: 'softmax', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }), //! loss-mismatch => tf.layers.dense({ name: 'out', units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
