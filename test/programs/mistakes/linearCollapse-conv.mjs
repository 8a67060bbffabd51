// Two convolutions without an activation between them.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(192);
const he = (seed) => tf.initializers.heNormal({ seed });
const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, strides: 2, kernelInitializer: he(1) })); //! linear-collapse => model.add(tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 8, kernelSize: 3, strides: 2, activation: 'relu', kernelInitializer: he(1) }));
model.add(tf.layers.conv2d({ filters: 8, kernelSize: 3, strides: 2, activation: 'relu', kernelInitializer: he(2) }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: he(3) }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.reshape([192, 28, 28, 1]).div(255), tf.oneHot(labels, 10), { epochs: 4, batchSize: 32, shuffle: false, verbose: 0 });
