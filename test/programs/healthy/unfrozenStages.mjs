// Fine-tuning in two stages: first the head on a frozen base, then all of it by a tenth of the rate.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(400);
const x = pixels.div(255);
const dense = (units, activation, seed) => tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotNormal({ seed }) });
const input = tf.input({ shape: [784] });
const base = dense(32, 'relu', 1);
const features = base.apply(input);
const train = async (output, y, rate) => {
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer: tf.train.adam(rate), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  await model.fit(x, y, { epochs: 3, batchSize: 40, shuffle: false, verbose: 0 });
};
await train(dense(2, 'softmax', 2).apply(features), tf.oneHot(labels.map((label) => label % 2), 2), 3e-3);
const head = dense(10, 'softmax', 3).apply(features);
base.trainable = false;
await train(head, tf.oneHot(labels, 10), 3e-3);
base.trainable = true;
await train(head, tf.oneHot(labels, 10), 3e-4);
