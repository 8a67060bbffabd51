// Digits come from a generator, one class after the other, and the buffer of the shuffle is missing.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(600);
const images = pixels.div(255).arraySync();
const order = labels.map((_, i) => i);
order.sort((i, j) => labels[i] - labels[j]); //! data => order.sort((i, j) => ((i * 7919) % 600) - ((j * 7919) % 600));
function* samples() {
  for (const i of order) yield { xs: tf.tensor1d(images[i]), ys: tf.oneHot(labels[i], 10) };
}
const dataset = tf.data.generator(samples).batch(30);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }));
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fitDataset(dataset, { epochs: 4, verbose: 0 });
