// A cosine schedule is told the number of epochs where steps are counted: the rate is zero for most of the training.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(400);
const x = pixels.div(255);
const y = tf.oneHot(labels, 10);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
const [epochs, perEpoch] = [12, 10];
const total = epochs; //! slow-step => const total = epochs * perEpoch;
const optimizer = tf.train.sgd(0.02);
for (let step = 0; step < epochs * perEpoch; step++) {
  optimizer.setLearningRate(0.02 * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / total))));
  const from = (step % perEpoch) * 40;
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y.slice([from, 0], [40, 10]), model.apply(x.slice([from, 0], [40, 784]))));
}
