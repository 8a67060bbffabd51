// Samples come from a generator, batch by batch, and never twice.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(35);
function* samples() {
  for (let i = 0; i < 3200; i++) {
    const a = random() * 2 - 1;
    const b = random() * 2 - 1;
    yield { xs: tf.tensor1d([a, b]), ys: tf.tensor1d([a * b > 0 ? 1 : 0]) };
  }
}
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [2], activation: 'relu', kernelInitializer: tf.initializers.heNormal({ seed: 1 }) }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotNormal({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fitDataset(tf.data.generator(samples).batch(32), { epochs: 1, verbose: 0 });
