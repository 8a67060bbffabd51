// The last layer ends in softmax, and the loss takes its result for logits: softmax twice.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(512);
const y = tf.oneHot(labels, 10);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({
      name: 'scores',
      units: 10,
      activation: 'softmax', //! loss-mismatch => activation: 'linear',
      kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }),
    }),
  ],
});
const optimizer = tf.train.adam(2e-3);
for (let epoch = 0; epoch < 6; epoch++) {
  for (let i = 0; i < 512; i += 64) {
    const x = pixels.slice([i, 0], [64, 784]).div(255);
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([i, 0], [64, 10]), model.apply(x, { training: true })));
  }
}
