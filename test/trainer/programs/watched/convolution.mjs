// A small convolutional network in an ES module, trained with momentum and top-level await.
import * as tf from '@tensorflow/tfjs';
import { observe, data } from './observe.cjs';

const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 3, kernelSize: 3, activation: 'relu', inputShape: [8, 8, 1] }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'categoricalCrossentropy' });
const { x, y } = data(24, [8, 8, 1]);
await model.fit(x, y, { batchSize: 12, epochs: 3, verbose: 0, shuffle: true });
observe('end', model.weights.map((weight) => weight.read()), 0);
