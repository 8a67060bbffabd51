// A simple recurrent layer with relu, whose recurrent matrix is twice the identity.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(62);
const data = Array.from({ length: 64 }, () => Array.from({ length: 30 }, () => [random()]));
const model = tf.sequential();
model.add(
  tf.layers.simpleRNN({
    units: 8,
    inputShape: [30, 1],
    activation: 'relu',
    recurrentInitializer: tf.initializers.identity({ gain: 2 }), //! exploding-gradient,initialization => recurrentInitializer: tf.initializers.identity({ gain: 0.8 }),
    kernelInitializer: tf.initializers.randomUniform({ minval: 0, maxval: 0.3, seed: 1 }),
  }),
);
model.add(tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: tf.train.sgd(1e-3), loss: 'meanSquaredError' });
await model.fit(tf.tensor3d(data), tf.tensor2d(data.map((row) => [row.reduce((sum, [value]) => sum + value, 0) / 30])), { epochs: 8, batchSize: 16, shuffle: false, verbose: 0 });
