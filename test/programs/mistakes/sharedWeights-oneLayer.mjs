// Two hidden layers were meant; the same layer object is applied twice.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 27);
const input = tf.input({ shape: [2] });
const dense = (seed) =>
  tf.layers.dense({ units: 16, activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed }) });
const first = dense(1);
const wide = first.apply(input);
const hidden = [dense(2)];
hidden.push(hidden[0]); //! shared-weights => hidden.push(dense(3));
let value = wide;
for (const layer of hidden) value = layer.apply(value);
const output = tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }) }).apply(value);
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(classes, [200, 1]), { epochs: 20, batchSize: 50, shuffle: false, verbose: 0 });
