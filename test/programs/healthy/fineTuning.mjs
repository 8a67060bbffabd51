// A base is trained on digits 0 to 4, frozen, and given a new head for digits 5 to 9.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(800);
const part = (keep) => {
  const rows = labels.map((label, i) => (keep(label) ? i : -1)).filter((i) => i >= 0);
  return { x: pixels.gather(rows).div(255), y: tf.oneHot(rows.map((i) => labels[i] % 5), 5) };
};
const base = tf.layers.dense({ name: 'base', units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) });
const head = (seed) => tf.layers.dense({ units: 5, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed }) });
const train = async (layers, { x, y }, rate) => {
  const model = tf.sequential({ layers });
  model.compile({ optimizer: tf.train.adam(rate), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  await model.fit(x, y, { epochs: 4, batchSize: 40, shuffle: false, verbose: 0 });
};
await train([base, head(2)], part((label) => label < 5), 3e-3);
base.trainable = false;
await train([base, head(3)], part((label) => label >= 5), 3e-3);
