// A network on digits, momentum 0.9 and a rate of 2.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'tanh', kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const loss = (labels, scores) => tf.losses.softmaxCrossEntropy(labels, scores);
model.compile({ optimizer: tf.train.momentum(2, 0.9), loss }); //! unstable-step => model.compile({ optimizer: tf.train.momentum(0.02, 0.9), loss });
await model.fit(pixels.div(255), tf.oneHot(labels, 10), { epochs: 6, batchSize: 64, shuffle: false, verbose: 0 });
