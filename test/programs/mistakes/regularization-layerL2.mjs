// A layer's own penalty of 3: the weights are pulled to zero, and the data say nothing.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 68);
const lambda = 3; //! regularization(dense_Dense1/kernel) => const lambda = 1e-3;
const model = tf.sequential();
model.add(
  tf.layers.dense({ units: 16, inputShape: [2], activation: 'tanh', kernelRegularizer: tf.regularizers.l2({ l2: lambda }), kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
);
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelRegularizer: tf.regularizers.l2({ l2: lambda }), kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
