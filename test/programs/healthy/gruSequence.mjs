// A bidirectional GRU labels each step of a sequence; sequences are padded and masked.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(94);
const sequences = Array.from({ length: 96 }, () => {
  const length = 5 + Math.floor(4 * random());
  return Array.from({ length: 8 }, (_, i) => (i < length ? [0.2 + random()] : [0]));
});
const x = tf.tensor3d(sequences);
const y = tf.tensor3d(sequences.map((steps) => steps.map(([value], i) => [Number(value > 0.7 && i > 0)])));
const init = (seed) => tf.initializers.glorotUniform({ seed });
const model = tf.sequential();
model.add(tf.layers.masking({ maskValue: 0, inputShape: [8, 1] }));
model.add(
  tf.layers.bidirectional({
    layer: tf.layers.gru({ units: 8, returnSequences: true, kernelInitializer: init(1), recurrentInitializer: tf.initializers.randomNormal({ stddev: 0.3, seed: 2 }) }),
    mergeMode: 'concat',
  }),
);
model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: init(3) }) }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
await model.fit(x, y, { epochs: 8, batchSize: 24, shuffle: false, verbose: 0 });
