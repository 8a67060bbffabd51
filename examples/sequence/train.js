// The next letter of a sonnet, from the 24 letters before it: a GRU with an L2 penalty on its kernels.
//
//   node examples/sequence/train.js [epochs] [number of places in the text]
import * as tf from '@tensorflow/tfjs';
import { readFileSync } from 'node:fs';

const epochs = Number(process.argv[2] ?? 3);
const length = 24;
const text = readFileSync(new URL('../data/sonnets.txt', import.meta.url), 'utf8').toLowerCase();
const letters = [...new Set(text)].sort();
const codes = Array.from(text, (letter) => letters.indexOf(letter));

const places = Number(process.argv[3] ?? Math.floor((codes.length - length) / 2));
const windows = Array.from({ length: places }, (_, place) => codes.slice(2 * place, 2 * place + length + 1));
const inputs = tf.tensor2d(windows.map((window) => window.slice(0, length)));
const answers = tf.tensor1d(windows.map((window) => window[length]));

const model = tf.sequential({
  layers: [
    tf.layers.embedding({
      name: 'letters',
      inputDim: letters.length,
      outputDim: 16,
      inputLength: length,
      embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: 1 }),
    }),
    tf.layers.gru({
      name: 'memory',
      units: 48,
      kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }),
      recurrentInitializer: tf.initializers.glorotUniform({ seed: 3 }),
    }),
    tf.layers.dense({
      name: 'next',
      units: letters.length,
      activation: 'softmax',
      kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }),
      // On the weights of a recurrent cell it would never reach the loss: TensorFlow.js leaves those out.
      kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }),
    }),
  ],
});
model.compile({ optimizer: tf.train.rmsprop(5e-3), loss: 'sparseCategoricalCrossentropy' });

await model.fit(inputs, answers, {
  epochs,
  batchSize: 64,
  shuffle: false,
  callbacks: { onEpochEnd: (epoch, logs) => console.log(`epoch ${epoch + 1}: loss ${logs.loss.toFixed(4)}`) },
});
