// An auto-encoder without activations: its bottleneck of eight numbers is the principal subspace.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const x = digits(256).pixels.div(255);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ name: 'code', units: 8, inputShape: [784], kernelInitializer: tf.initializers.glorotNormal({ seed: 1 }) }),
    tf.layers.dense({ name: 'picture', units: 784, kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(5e-3), loss: 'meanSquaredError' });
await model.fit(x, x, { epochs: 8, batchSize: 32, shuffle: false, verbose: 0 });
