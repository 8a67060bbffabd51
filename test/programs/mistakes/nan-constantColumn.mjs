// Columns are divided by their deviation; one of them is constant, and 0/0 goes into the model.
import * as tf from '@tensorflow/tfjs';
import { flowers } from '../data.mjs';

const { lengths, species } = flowers(5);
const raw = tf.tensor2d(lengths.map((row) => [...row, 1]));
const { mean, variance } = tf.moments(raw, 0);
const x = raw.sub(mean).div(variance.sqrt()); //! nan-origin,data => const x = raw.sub(mean).div(variance.sqrt().add(1e-6));
const y = tf.oneHot(species, 3);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, inputShape: [5], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 8, batchSize: 30, shuffle: false, verbose: 0 });
