// One very large step kills the units: the rate of the first steps is a hundred times what it should be.
import * as tf from '@tensorflow/tfjs';
import { plane } from '../data.mjs';

const { inputs, outputs } = plane(200, 6);
const x = tf.tensor2d(inputs);
const y = tf.tensor2d(outputs);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ name: 'hidden', units: 32, inputShape: [2], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ name: 'out', units: 1, kernelInitializer: tf.initializers.heNormal({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.sgd(4); //! dead-units,unstable-step => const optimizer = tf.train.sgd(0.04);
for (let step = 0; step < 120; step++) {
  optimizer.minimize(() => model.predict(x).sub(y).square().mean());
}
