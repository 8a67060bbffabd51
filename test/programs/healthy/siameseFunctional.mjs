// One encoder model is applied to both inputs of a functional model on purpose: pairs of digits that are the same lie close.
import * as tf from '@tensorflow/tfjs';
import { digits, seeded } from '../data.mjs';

const { pixels, labels } = digits(300);
const x = pixels.div(255);
const random = seeded(93);
const pairs = Array.from({ length: 160 }, (_, i) => {
  const a = Math.floor(random() * 300);
  const same = i % 2 === 0;
  let b = a;
  do b = Math.floor(random() * 300);
  while (b === a || (labels[a] === labels[b]) !== same);
  return [a, b, Number(same)];
});
const encoder = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 8, activation: 'tanh', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const a = tf.input({ shape: [784] });
const b = tf.input({ shape: [784] });
const product = tf.layers.multiply().apply([encoder.apply(a), encoder.apply(b)]);
const output = tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotNormal({ seed: 3 }) }).apply(product);
const model = tf.model({ inputs: [a, b], outputs: output });
model.compile({ optimizer: tf.train.adam(3e-3), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
const rows = (column) => x.gather(pairs.map((pair) => pair[column]));
await model.fit([rows(0), rows(1)], tf.tensor2d(pairs.map((pair) => [pair[2]])), { epochs: 8, batchSize: 32, shuffle: false, verbose: 0 });
