// A small convolutional network with dropout and batch normalisation, raw pixels scaled inside.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(256);
const he = (seed) => tf.initializers.heNormal({ seed });
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ filters: 6, kernelSize: 3, strides: 2, inputShape: [28, 28, 1], kernelInitializer: he(1), useBias: false }),
    tf.layers.batchNormalization(),
    tf.layers.reLU(),
    tf.layers.separableConv2d({ filters: 12, kernelSize: 3, activation: 'relu', depthwiseInitializer: he(2), pointwiseInitializer: he(3) }),
    tf.layers.flatten(),
    tf.layers.dropout({ rate: 0.25, seed: 4 }),
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 5 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(2e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(pixels.reshape([256, 28, 28, 1]).div(255), tf.oneHot(labels, 10), { epochs: 3, batchSize: 32, shuffle: false, verbose: 0, validationSplit: 0.2 });
