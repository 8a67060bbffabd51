// A large network learns 60 digits by heart; the validation loss has risen since the first epochs.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const count = 60; //! overfitting => const count = 900;
const { pixels, labels } = digits(1200);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 128, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(3e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const epochs = count === 60 ? 60 : 5;
await model.fit(x.slice([0, 0], [count, 784]), y.slice([0, 0], [count, 10]), {
  epochs,
  batchSize: 20,
  shuffle: false,
  verbose: 0,
  validationData: [x.slice([900, 0], [300, 784]), y.slice([900, 0], [300, 10])],
});
