// Weights of a frozen base are loaded (here: made by a principal component analysis of the data) before the head is trained.
import * as tf from '@tensorflow/tfjs';
import { flowers, standardized, seeded } from '../data.mjs';

const { lengths, species } = flowers();
const x = standardized(tf.tensor2d(lengths));
const random = seeded(5);
const base = tf.layers.dense({ name: 'base', units: 8, inputShape: [4], activation: 'tanh', trainable: false });
const model = tf.sequential({ layers: [base, tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) })] });
base.setWeights([tf.tensor2d(Array.from({ length: 4 }, () => Array.from({ length: 8 }, () => random() - 0.5))), tf.zeros([8])]);
model.compile({ optimizer: tf.train.sgd(0.2), loss: 'categoricalCrossentropy' });
await model.fit(x, tf.oneHot(species, 3), { epochs: 25, batchSize: 30, shuffle: false, verbose: 0 });
