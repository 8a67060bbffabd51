// All samples at each step and a large rate: λ1 climbs to 2/η and stays about there, while the loss goes on falling.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(200, 27);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [200, 1]).mul(2).sub(1);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.sgd(0.25);
for (let step = 0; step < 400; step++) optimizer.minimize(() => tf.losses.meanSquaredError(y, model.apply(x)));
