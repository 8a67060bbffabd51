// A data set in batches of one, and a batch normalisation in the model.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(160, 62);
const xs = tf.data.array(points);
const ys = tf.data.array(classes.map((one) => [one]));
const dataset = tf.data.zip({ xs, ys }).batch(1); //! batch-norm => const dataset = tf.data.zip({ xs, ys }).batch(20);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, inputShape: [2], kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.activation({ activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fitDataset(dataset, { epochs: 2, verbose: 0 });
