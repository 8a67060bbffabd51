import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { jacobianPenalty, withJacobianPenalty } from '../../../src/library/regularizers.js';

const X = Float32Array.from({ length: 8 * 8 * 8 }, (_, i) => Math.sin(1 + 1.7 * i));

/** Tanh and softmax, so that a second derivative that lacks a term is seen. */
function makeModel(pooling: 'none' | 'max' | 'average'): tf.Sequential {
  const kernel = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const model = tf.sequential();
  const inputShape = [8, 8, 1];
  model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3, activation: 'tanh', inputShape, ...kernel(1) }));
  if (pooling === 'max') model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  if (pooling === 'average') model.add(tf.layers.averagePooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.gaussianNoise({ stddev: 0 }));
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', ...kernel(2) }));
  return model;
}

const weightsOf = (model: tf.LayersModel) => model.getWeights().flatMap((weight) => [...weight.dataSync()]);
const LAMBDA = 0.5;
const RATE = 0.1;

describe('the Jacobian penalty in fit', () => {
  const x = () => tf.tensor4d(X, [8, 8, 8, 1]);
  const y = () => tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32'), 3);
  before(() => void tf.setBackend('cpu'));

  for (const pooling of ['none', 'max', 'average'] as const) {
    it(`is that of a loss written by hand (pooling: ${pooling})`, async () => {
      const fitted = makeModel(pooling);
      const loss = withJacobianPenalty(fitted, tf.metrics.categoricalCrossentropy, {
        lambda: LAMBDA,
        projections: 'exact',
      });
      fitted.compile({ optimizer: tf.train.sgd(RATE), loss });
      const byHand = makeModel(pooling);
      const optimizer = tf.train.sgd(RATE);
      for (let step = 0; step < 3; step++) {
        const last = (await fitted.trainOnBatch(x(), y())) as number;
        const value = optimizer.minimize(
          () => {
            const probabilities = byHand.apply(x(), { training: true }) as tf.Tensor;
            const own = tf.mean(tf.metrics.categoricalCrossentropy(y(), probabilities));
            return own.add(jacobianPenalty(byHand, x(), { lambda: LAMBDA, projections: 'exact' })) as tf.Scalar;
          },
          true,
          byHand.trainableWeights.map((weight) => weight.read() as tf.Variable),
        )!;
        assert.ok(Math.abs(value.dataSync()[0]! / last - 1) < 1e-6, `step ${step}`);
      }
      const [a, b] = [weightsOf(fitted), weightsOf(byHand)];
      a.forEach((value, i) => assert.ok(Math.abs(value - b[i]!) < 1e-6, `${value} ${b[i]}`));
      const without = makeModel(pooling);
      without.compile({ optimizer: tf.train.sgd(RATE), loss: tf.metrics.categoricalCrossentropy });
      for (let step = 0; step < 3; step++) await without.trainOnBatch(x(), y());
      assert.ok(weightsOf(without).some((value, i) => Math.abs(value - a[i]!) > 1e-3));
    });
  }

  it('is left out of the validation loss, draws anew at each step, and leaves no tensor', async () => {
    const model = makeModel('max');
    const drawn: number[] = [];
    const loss = withJacobianPenalty(model, tf.metrics.categoricalCrossentropy, { lambda: LAMBDA, seed: 3 });
    model.compile({ optimizer: tf.train.sgd(0), loss });
    const [inputs, targets] = [x(), y()];
    const options = { batchSize: 8, shuffle: false, epochs: 1, verbose: 0 } as const;
    for (let i = 0; i < 2; i++) {
      const { history } = await model.fit(inputs, targets, { ...options, validationData: [inputs, targets] });
      const before = (
        tf.mean(tf.metrics.categoricalCrossentropy(targets, model.predict(inputs) as tf.Tensor)) as tf.Scalar
      ).dataSync()[0]!;
      assert.ok(Math.abs((history['val_loss']![0] as number) - before) < 1e-6);
      drawn.push((history['loss']![0] as number) - before);
    }
    assert.ok(drawn.every((value) => value > 0));
    assert.notEqual(drawn[0], drawn[1]);
    const held = tf.memory().numTensors;
    await model.fit(inputs, targets, { ...options, epochs: 3 });
    assert.equal(tf.memory().numTensors, held);
  });

  it('finds the inputs behind noise and dropout, of models with several inputs', async () => {
    const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [4] })];
    const noisy = tf.layers.gaussianNoise({ stddev: 0.1 }).apply(a) as tf.SymbolicTensor;
    const dropped = tf.layers.dropout({ rate: 0.5, seed: 1 }).apply(b) as tf.SymbolicTensor;
    const joined = tf.layers.concatenate().apply([noisy, dropped]) as tf.SymbolicTensor;
    const kernelInitializer = tf.initializers.ones();
    const z = tf.layers.dense({ units: 2, kernelInitializer }).apply(joined) as tf.SymbolicTensor;
    const model = tf.model({ inputs: [a, b], outputs: z });
    const none = (_: tf.Tensor, yPred: tf.Tensor) => tf.mul(0, tf.mean(yPred));
    const loss = withJacobianPenalty(model, none, { lambda: 1, factor: 1, projections: 'exact' });
    model.compile({ optimizer: tf.train.sgd(0), loss });
    const x = [tf.ones([64, 4]), tf.ones([64, 4])];
    const value = (await model.trainOnBatch(x, tf.zeros([64, 2]))) as number;
    // For each of 2 outputs 4 slopes of 1 by a, and by b half of 4 slopes of 2, the others dropped: 24 in the mean.
    assert.ok(Math.abs(value - 24) < 3, `${value}`);
  });

  it('asks for a function', () => {
    assert.throws(() => withJacobianPenalty(makeModel('none'), 'meanSquaredError' as never, { lambda: 1 }), {
      code: 'wrong-option',
    });
  });
});
