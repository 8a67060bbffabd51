// A small network on moons by plain gradient descent, and a rate of 30.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 56);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
const learningRate = 30; //! unstable-step => const learningRate = 0.3;
model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 15, batchSize: 50, shuffle: false, verbose: 0 });
