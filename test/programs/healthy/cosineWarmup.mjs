// The rate warms up over 20 steps and falls by a cosine to zero at the end.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(256, 33);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [256, 1]);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.sgd(0);
const total = 240;
for (let step = 0; step < total; step++) {
  const rate = step < 20 ? (0.5 * (step + 1)) / 20 : 0.25 * (1 + Math.cos((Math.PI * (step - 20)) / (total - 20)));
  optimizer.setLearningRate(rate);
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, model.predict(x)));
}
