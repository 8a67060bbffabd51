// An LSTM counts the positive numbers of a sequence.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(39);
const data = Array.from({ length: 96 }, () => Array.from({ length: 12 }, () => [random() * 2 - 1]));
const model = tf.sequential({
  layers: [
    tf.layers.lstm({ units: 8, inputShape: [12, 1], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }), recurrentInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
const counts = data.map((sequence) => [sequence.filter(([value]) => value > 0).length / 12]);
await model.fit(tf.tensor3d(data), tf.tensor2d(counts), { epochs: 8, batchSize: 32, shuffle: false, verbose: 0 });
