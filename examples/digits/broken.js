// The digits again, with one mistake: it runs without an error, and learns badly. Gradlens says which line is wrong.
//
//   node examples/digits/broken.js [epochs] [number of digits]
import * as tf from '@tensorflow/tfjs';
import { readDigits } from './digits.js';

const epochs = Number(process.argv[2] ?? 2);
const count = Number(process.argv[3] ?? 2000);
const train = readDigits('train', count);

const model = tf.sequential();
model.add(
  tf.layers.conv2d({
    name: 'conv1',
    inputShape: [28, 28, 1],
    filters: 8,
    kernelSize: 5,
    strides: 2,
    activation: 'relu',
    kernelInitializer: tf.initializers.heNormal({ seed: 1 }),
  }),
);
model.add(tf.layers.maxPooling2d({ name: 'pool', poolSize: 2 }));
model.add(tf.layers.flatten({ name: 'flatten' }));
model.add(
  tf.layers.dense({
    name: 'scores',
    units: 10,
    activation: 'softmax',
    kernelInitializer: tf.initializers.glorotNormal({ seed: 4 }),
  }),
);
// This loss takes scores and applies softmax itself.
const loss = (labels, scores) => tf.losses.softmaxCrossEntropy(labels, scores);
model.compile({ optimizer: tf.train.adam(2e-3), loss, metrics: ['accuracy'] });

await model.fit(train.images, train.labels, {
  epochs,
  batchSize: 64,
  shuffle: false, // MNIST comes shuffled
  callbacks: {
    onEpochEnd: (epoch, logs) =>
      console.log(`epoch ${epoch + 1}: loss ${logs.loss.toFixed(4)}, accuracy ${logs.acc.toFixed(4)}`),
  },
});
