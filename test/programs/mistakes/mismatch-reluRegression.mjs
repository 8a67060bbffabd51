// A regression onto numbers of both signs, and the output passes a relu.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(160, 67);
const input = tf.input({ shape: [2] });
const hidden = tf.layers.dense({ units: 16, activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }).apply(input);
const output = tf.layers
  .dense({
    units: 1,
    activation: 'relu', //! loss-mismatch => activation: 'linear',
    kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
  })
  .apply(hidden);
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
await model.fit(tf.tensor2d(inputs), tf.tensor2d(outputs), { epochs: 15, batchSize: 40, shuffle: false, verbose: 0 });
