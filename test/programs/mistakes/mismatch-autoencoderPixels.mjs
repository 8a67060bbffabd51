// A convolutional auto-encoder ends in a sigmoid and is to return pixels from 0 to 255.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const images = digits(120).pixels.reshape([120, 28, 28, 1]);
const x = images.div(255);
const target = images; //! loss-mismatch,data => const target = x;
const start = (seed) => tf.initializers.heNormal({ seed });
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu', kernelInitializer: start(1) }),
    tf.layers.upSampling2d({ size: [2, 2] }),
    tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid', kernelInitializer: start(2) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
await model.fit(x, target, { epochs: 5, batchSize: 30, shuffle: false, verbose: 0 });
