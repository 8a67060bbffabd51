// An embedding, an average over the words and a linear head.
import * as tf from '@tensorflow/tfjs';
import { seeded } from '../data.mjs';

const random = seeded(42);
const texts = Array.from({ length: 160 }, () => Array.from({ length: 7 }, () => Math.floor(40 * random())));
const labels = texts.map((words) => (words.filter((word) => word < 20).length > 3 ? 1 : 0));
const model = tf.sequential({
  layers: [
    tf.layers.embedding({ inputDim: 40, outputDim: 8, inputLength: 7, embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed: 1 }) }),
    tf.layers.globalAveragePooling1d({}),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(texts), tf.tensor2d(labels, [160, 1]), { epochs: 15, batchSize: 32, shuffle: false, verbose: 0 });
