// Handwritten digits with a small convolutional network: 4,000 of MNIST to learn from, 1,000 to check on.
//
//   node examples/digits/train.js [epochs] [number of digits]
import * as tf from '@tensorflow/tfjs';
import { readDigits } from './digits.js';

const epochs = Number(process.argv[2] ?? 4);
const count = Number(process.argv[3] ?? 4000);
const train = readDigits('train', count);
const validation = readDigits('validation', Math.ceil(count / 4));

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
model.add(
  tf.layers.conv2d({
    name: 'conv2',
    filters: 16,
    kernelSize: 3,
    activation: 'relu',
    kernelInitializer: tf.initializers.heNormal({ seed: 2 }),
    kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }),
  }),
);
model.add(tf.layers.maxPooling2d({ name: 'pool', poolSize: 2 }));
model.add(tf.layers.flatten({ name: 'flatten' }));
model.add(
  tf.layers.dense({
    name: 'hidden',
    units: 64,
    activation: 'relu',
    kernelInitializer: tf.initializers.heNormal({ seed: 3 }),
    kernelRegularizer: tf.regularizers.l2({ l2: 1e-3 }),
  }),
);
model.add(
  tf.layers.dense({
    name: 'scores',
    units: 10,
    activation: 'softmax',
    kernelInitializer: tf.initializers.glorotNormal({ seed: 4 }),
  }),
);
model.compile({ optimizer: tf.train.adam(2e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

await model.fit(train.images, train.labels, {
  epochs,
  batchSize: 64,
  shuffle: false, // MNIST comes shuffled; so every run sees the digits in the same order
  validationData: [validation.images, validation.labels],
  callbacks: {
    onEpochEnd: (epoch, logs) =>
      console.log(
        `epoch ${epoch + 1}: loss ${logs.loss.toFixed(4)}, accuracy ${logs.acc.toFixed(4)}, ` +
          `validation ${logs.val_acc.toFixed(4)}`,
      ),
  },
});
