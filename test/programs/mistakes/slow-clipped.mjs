// Gradients are clipped to a millionth.
import * as tf from '@tensorflow/tfjs';
import { moons } from '../data.mjs';

const { points, classes } = moons(160, 66);
const x = tf.tensor2d(points);
const y = tf.tensor2d(classes, [160, 1]);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
const optimizer = tf.train.sgd(0.5);
const most = 1e-6; //! slow-step => const most = 1;
for (let step = 0; step < 100; step++) {
  const { grads } = optimizer.computeGradients(() => tf.losses.sigmoidCrossEntropy(y, model.apply(x)));
  const clipped = Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, grad.clipByValue(-most, most)]));
  optimizer.applyGradients(clipped);
}
