/** Models of layers: fit, fitDataset, trainOnBatch. */
import * as tf from '@tensorflow/tfjs';
import { fitted, numbers, oneHot, recurrent, seeded, softmaxOutput, type Style } from './style.js';

const { layers } = tf;

export const layerStyles: Record<string, Style> = {
  'MLP, fit with metrics': () =>
    fitted([layers.dense({ units: 12, activation: 'relu', inputShape: [7], ...seeded(1) }), softmaxOutput()], [7], {
      metrics: ['accuracy'],
    }),
  'convolutions, pooling, dropout, fit': () =>
    fitted(
      [
        layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [10, 10, 1], ...seeded(1) }),
        layers.maxPooling2d({ poolSize: 2 }),
        layers.conv2d({ filters: 4, kernelSize: 2, activation: 'relu', ...seeded(2) }),
        layers.dropout({ rate: 0.3 }),
        layers.flatten(),
        layers.dense({ units: 10, activation: 'tanh', ...seeded(3) }),
        softmaxOutput(),
      ],
      [10, 10, 1],
    ),
  'convolution, batch normalisation, average pooling, fit': () =>
    fitted(
      [
        layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [10, 10, 1], ...seeded(1) }),
        layers.batchNormalization(),
        layers.activation({ activation: 'relu' }),
        layers.averagePooling2d({ poolSize: 2 }),
        layers.flatten(),
        softmaxOutput(),
      ],
      [10, 10, 1],
    ),
  'LSTM, fit': () => fitted([layers.lstm({ units: 6, inputShape: [5, 3], ...recurrent(1) }), softmaxOutput()], [5, 3]),
  'GRU, fit': () => fitted([layers.gru({ units: 6, inputShape: [5, 3], ...recurrent(1) }), softmaxOutput()], [5, 3]),
  'simple RNN, fit': () =>
    fitted([layers.simpleRNN({ units: 6, inputShape: [5, 3], ...recurrent(1) }), softmaxOutput()], [5, 3]),
  'bidirectional LSTM with dropout': () =>
    fitted(
      [
        layers.bidirectional({
          layer: layers.lstm({ units: 4, dropout: 0.2, ...recurrent(1) }),
          mergeMode: 'concat',
          inputShape: [5, 3],
        }),
        softmaxOutput(),
      ],
      [5, 3],
    ),
  'stateful LSTM': () =>
    fitted(
      [layers.lstm({ units: 4, stateful: true, batchInputShape: [8, 5, 3], ...recurrent(1) }), softmaxOutput()],
      [5, 3],
      {
        fit: { shuffle: false },
      },
    ),
  'convolutional LSTM': () =>
    fitted(
      [
        layers.convLstm2d({ filters: 2, kernelSize: 2, inputShape: [3, 5, 5, 1], ...recurrent(1) }),
        layers.flatten(),
        softmaxOutput(),
      ],
      [3, 5, 5, 1],
    ),
  'embedding, fit': () =>
    fitted(
      [
        layers.embedding({ inputDim: 9, outputDim: 5, inputLength: 6 }),
        layers.globalAveragePooling1d({}),
        softmaxOutput(),
      ],
      [6],
      {
        x: tf.tensor2d(
          Array.from({ length: 96 }, (_, i) => (i * 5) % 9),
          [16, 6],
        ),
      },
    ),
  'regularizers l1, l2 and l1l2': () =>
    fitted(
      [
        layers.dense({
          ...{ units: 12, activation: 'relu', inputShape: [7], ...seeded(1) },
          kernelRegularizer: tf.regularizers.l1l2({ l1: 0.01, l2: 0.02 }),
        }),
        layers.dense({
          ...{ units: 4, activation: 'softmax', kernelRegularizer: 'l1l2', ...seeded(2) },
          biasRegularizer: tf.regularizers.l2({ l2: 0.1 }),
        }),
      ],
      [7],
    ),
  'depthwise, separable, prelu, layer normalisation': () =>
    fitted(
      [
        layers.depthwiseConv2d({ kernelSize: 3, inputShape: [8, 8, 2] }),
        layers.separableConv2d({ filters: 3, kernelSize: 2 }),
        layers.prelu(),
        layers.layerNormalization(),
        layers.globalMaxPooling2d({}),
        softmaxOutput(),
      ],
      [8, 8, 2],
    ),
  'transposed convolution, upsampling, padding': () =>
    fitted(
      [
        layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, inputShape: [4, 4, 1], ...seeded(1) }),
        layers.upSampling2d({ size: [2, 2] }),
        layers.zeroPadding2d({ padding: 1 }),
        layers.flatten(),
        softmaxOutput(),
      ],
      [4, 4, 1],
    ),
  'one-dimensional convolution, elu, selu, noise': () =>
    fitted(
      [
        layers.conv1d({ filters: 4, kernelSize: 3, activation: 'elu', inputShape: [9, 2], ...seeded(1) }),
        layers.gaussianNoise({ stddev: 0.1 }),
        layers.flatten(),
        layers.dense({ units: 5, activation: 'selu', ...seeded(2) }),
        layers.alphaDropout({ rate: 0.2 }),
        softmaxOutput(),
      ],
      [9, 2],
    ),
  'two outputs with weights of their own, functional': async () => {
    const input = tf.input({ shape: [6] });
    const hidden = layers.dense({ units: 5, activation: 'swish', ...seeded(1) }).apply(input) as tf.SymbolicTensor;
    const first = layers.dense({ units: 4, activation: 'softmax', name: 'first', ...seeded(2) }).apply(hidden);
    const both = layers.concatenate().apply([hidden, input]) as tf.SymbolicTensor;
    const second = layers.dense({ units: 1, name: 'second', ...seeded(3) }).apply(both);
    const model = tf.model({ inputs: input, outputs: [first, second] as tf.SymbolicTensor[] });
    model.compile({ optimizer: 'sgd', loss: ['categoricalCrossentropy', 'meanSquaredError'], metrics: ['mae'] });
    for (let step = 0; step < 3; step++)
      await model.trainOnBatch(numbers([8, 6], step), [oneHot(8, 4), numbers([8, 1], 20 + step)]);
  },
  'nested models with a shared layer': async () => {
    const shared = layers.dense({ units: 4, activation: 'tanh', inputShape: [3], name: 'shared', ...seeded(1) });
    const inner = tf.sequential({ layers: [shared, layers.dense({ units: 3, ...seeded(2) })] });
    const [left, right] = [tf.input({ shape: [3] }), tf.input({ shape: [3] })];
    const [a, b] = [inner.apply(left), inner.apply(right)] as tf.SymbolicTensor[];
    const output = layers
      .dense({ units: 1, ...seeded(3) })
      .apply(layers.average().apply([a!, b!]) as tf.SymbolicTensor);
    const model = tf.model({ inputs: [left, right], outputs: output as tf.SymbolicTensor });
    model.compile({ optimizer: 'rmsprop', loss: 'meanSquaredError' });
    for (let step = 0; step < 3; step++)
      await model.trainOnBatch([numbers([8, 3], step), numbers([8, 3], 9 + step)], numbers([8, 1], 20 + step));
  },
  'class weights': () =>
    fitted([layers.dense({ units: 4, activation: 'softmax', inputShape: [7], ...seeded(1) })], [7], {
      fit: { classWeight: { 0: 1, 1: 2, 2: 0.5, 3: 1 } },
    }),
  'sparse categorical cross-entropy': () =>
    fitted([layers.dense({ units: 4, activation: 'softmax', inputShape: [7], ...seeded(1) })], [7], {
      loss: 'sparseCategoricalCrossentropy',
      y: tf.tensor2d(
        Array.from({ length: 16 }, (_, i) => i % 4),
        [16, 1],
      ),
    }),
  'binary cross-entropy, hinge output': () =>
    fitted([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [7], ...seeded(1) })], [7], {
      loss: 'binaryCrossentropy',
      y: tf.tensor2d(
        Array.from({ length: 16 }, (_, i) => i % 2),
        [16, 1],
      ),
    }),
  'a smaller last batch': () =>
    fitted([layers.dense({ units: 4, activation: 'softmax', inputShape: [7], ...seeded(1) })], [7], {
      rows: 20,
      fit: { epochs: 6 },
    }),
  'sequences of varying length': async () => {
    const model = tf.sequential({
      layers: [
        layers.lstm({ units: 3, inputShape: [null, 2] as unknown as number[], ...recurrent(1) }),
        softmaxOutput(),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    for (const length of [4, 6, 4, 6, 5, 4, 6, 5, 5, 4])
      await model.trainOnBatch(numbers([8, length, 2], length), oneHot(8, 4));
  },
  'fitDataset from tf.data': async () => {
    const model = tf.sequential({
      layers: [layers.dense({ units: 4, activation: 'softmax', inputShape: [7], ...seeded(1) })],
    });
    model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
    const xs = tf.data.array(numbers([16, 7], 3).arraySync() as number[][]);
    const ys = tf.data.array(oneHot(16, 4).arraySync() as number[][]);
    await model.fitDataset(tf.data.zip({ xs, ys }).batch(8) as tf.data.Dataset<tf.TensorContainer>, {
      epochs: 2,
      verbose: 0,
    });
  },
  'a layer class of the author': async () => {
    class Scaled extends layers.Layer {
      static className = 'Scaled';
      scale!: tf.LayerVariable;
      override build() {
        this.scale = this.addWeight('scale', [7], 'float32', tf.initializers.ones());
        this.built = true;
      }
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.tidy(() => tf.mul(Array.isArray(inputs) ? inputs[0]! : inputs, this.scale.read()).sin());
      }
      override computeOutputShape(shape: tf.Shape) {
        return shape;
      }
    }
    await fitted([new Scaled({ inputShape: [7] }), softmaxOutput()], [7]);
  },
  'a frozen layer': () =>
    fitted(
      [
        layers.dense({ units: 5, activation: 'relu', trainable: false, inputShape: [7], ...seeded(1) }),
        softmaxOutput(),
      ],
      [7],
    ),
};
