// fitDataset over a generator that never ends, shuffled through a buffer; the last batch of each epoch is as large as the others.
import * as tf from '@tensorflow/tfjs';
import { moons, seeded } from '../data.mjs';

const { points, classes } = moons(300, 63);
const random = seeded(64);
function* endless() {
  for (;;) {
    const i = Math.floor(random() * points.length);
    yield { xs: points[i], ys: [classes[i]] };
  }
}
const dataset = tf.data.generator(endless).shuffle(64, '1').batch(24);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, inputShape: [2], activation: 'tanh', kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }) }));
model.add(tf.layers.dropout({ rate: 0.2, seed: 3 }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }));
model.compile({ optimizer: tf.train.rmsprop(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fitDataset(dataset, { batchesPerEpoch: 20, epochs: 5, verbose: 0 });
