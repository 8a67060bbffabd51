// A filter dropped every digit above 4, and the network still has ten outputs.
import * as tf from '@tensorflow/tfjs';
import { digits } from '../data.mjs';

const { pixels, labels } = digits(600);
const kept = labels.map((label, i) => (label <= 4 ? i : -1)).filter((i) => i >= 0); //! data => const kept = labels.map((label, i) => i).filter((i) => i >= 0);
const x = pixels.gather(kept).div(255);
const y = tf.oneHot(kept.map((i) => labels[i]), 10);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, inputShape: [784], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 6, batchSize: 50, shuffle: false, verbose: 0 });
