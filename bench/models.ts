/** The models that backends are compared on; all data and weights come from fixed seeds. */
import type * as tensorflow from '@tensorflow/tfjs';
import { transformerBlock } from './transformerBlock.js';

export type Tensorflow = typeof tensorflow;
/** A loss, and what it is a function of. */
export interface TrainedLoss {
  loss: () => tensorflow.Scalar;
  variables: tensorflow.Variable[];
  /** The loss with a term that is computed from outputs and inputs of its forward pass. */
  lossWith?: (term: (z: tensorflow.Tensor, x: tensorflow.Tensor) => tensorflow.Scalar) => tensorflow.Scalar;
}
/** One update; resolves when its loss is known. */
export type Step = () => Promise<number>;

export const MODELS = {
  'MLP 784-128-10, batch 128': mlp([128], 128),
  'LeNet, batch 64': leNet,
  'MLP 1M, batch 256': mlp([900, 320], 256),
  'transformer block, batch 16': transformerBlock,
} satisfies Record<string, (tf: Tensorflow) => Step>;
export type ModelName = keyof typeof MODELS;

function mlp(units: number[], batch: number): (tf: Tensorflow) => Step {
  return (tf) => {
    const model = tf.sequential();
    units.forEach((n, i) => {
      const kernelInitializer = tf.initializers.glorotUniform({ seed: i + 1 });
      const shape = i === 0 ? { inputShape: [784] } : {};
      model.add(tf.layers.dense({ units: n, activation: 'relu', kernelInitializer, ...shape }));
    });
    return trainingStep(tf, model, batch, [784]);
  };
}

function leNet(tf: Tensorflow): Step {
  const init = (seed: number) => ({
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    activation: 'relu' as const,
  });
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ filters: 6, kernelSize: 5, padding: 'same', inputShape: [28, 28, 1], ...init(1) }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 16, kernelSize: 5, ...init(2) }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 120, ...init(3) }));
  model.add(tf.layers.dense({ units: 84, ...init(4) }));
  return trainingStep(tf, model, 64, [28, 28, 1]);
}

function trainingStep(tf: Tensorflow, model: tensorflow.Sequential, batch: number, shape: number[]): Step {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 9 });
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  const x = tf.randomUniform([batch, ...shape], 0, 1, 'float32', 7);
  const labels = tf.tensor1d(Int32Array.from({ length: batch }, (_, i) => i % 10));
  const y = tf.oneHot(tf.cast(labels, 'int32'), 10);
  return async () => (await model.trainOnBatch(x, y)) as number;
}
