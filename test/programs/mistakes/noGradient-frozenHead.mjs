// Fine-tuning: after the base was trained every layer is frozen, the new one too, but for the one in the middle.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(400);
const x = pixels.div(255);
const dense = (units, activation, seed) => tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotNormal({ seed }) });
const input = tf.input({ shape: [784] });
const base = dense(24, 'relu', 1);
const features = base.apply(input);
const first = tf.model({ inputs: input, outputs: dense(2, 'softmax', 2).apply(features) });
first.compile({ optimizer: tf.train.adam(3e-3), loss: 'categoricalCrossentropy' });
await first.fit(x, tf.oneHot(labels.map((label) => label % 2), 2), { epochs: 3, batchSize: 40, shuffle: false, verbose: 0 });
base.trainable = false;
const middle = dense(16, 'relu', 3);
const head = dense(10, 'softmax', 4);
const model = tf.model({ inputs: input, outputs: head.apply(middle.apply(features)) });
head.trainable = false; //! no-gradient(dense_Dense4/kernel) => head.trainable = true;
model.compile({ optimizer: tf.train.adam(3e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, tf.oneHot(labels, 10), { epochs: 4, batchSize: 40, shuffle: false, verbose: 0 });
