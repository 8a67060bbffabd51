// Three dense layers without an activation between them: together they are one.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(300, 23);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [2], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }), //! linear-collapse => tf.layers.dense({ units: 32, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ units: 32, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }), //! => tf.layers.dense({ units: 32, activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [300, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
