// One sample in twelve is of the second class; the loss weighs it.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(38);
const points = Array.from({ length: 480 }, (_, i) => (i % 12 === 0 ? [1 + random(), 1 + random()] : [random() * 1.6 - 0.8, random() * 1.6 - 0.8]));
const x = tf.tensor2d(points);
const y = tf.tensor2d(points.map((_, i) => [i % 12 === 0 ? 1 : 0]));
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, inputShape: [2], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 12, batchSize: 48, shuffle: false, verbose: 0, classWeight: { 0: 1, 1: 8 } });
