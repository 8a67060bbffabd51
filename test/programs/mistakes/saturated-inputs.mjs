// Raw pixels from 0 to 255 go into tanh units: all of them stand at ±1.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const x = pixels; //! saturated-units,data => const x = pixels.div(255);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ name: 'features', units: 32, inputShape: [784], activation: 'tanh', kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) }),
    tf.layers.dense({ name: 'scores', units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, tf.oneHot(labels, 10), { epochs: 6, batchSize: 64, shuffle: false, verbose: 0 });
