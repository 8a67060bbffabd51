import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {
  adaptiveLambda,
  adaptLambda,
  jacobianPenalty,
  l2,
  withJacobianPenalty,
} from '../../../src/library/regularizers.js';
import { METRIC_HOOK, type MetricHook } from '../../../src/protocol/library.js';

/** A linear problem in float64: 12 noisy samples of 8 columns to train on, so that it is overfitted, and 40 to validate on. */
const COLUMNS = 8;
const RATE = 0.05;
function samples(count: number, from: number, noise: number) {
  const x = Array.from({ length: count }, (_, i) =>
    Array.from({ length: COLUMNS }, (_, j) => Math.fround(Math.sin(3 + (from + i) * 1.7 + j * j * 2.3 + i * j))),
  );
  const y = x.map((row, i) =>
    Math.fround(row[0]! - 0.5 * row[1]! + 0.2 * row[2]! + noise * Math.cos(7.1 * (from + i) ** 2)),
  );
  return { x, y };
}
const TRAIN = samples(12, 0, 0.8);
const VALIDATION = samples(40, 100, 0);
type Samples = typeof TRAIN;

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
const loss64 = ({ x, y }: Samples, w: readonly number[]) =>
  x.reduce((sum, row, i) => sum + (dot(row, w) - y[i]!) ** 2, 0) / x.length;
const gradient64 = ({ x, y }: Samples, w: readonly number[]) =>
  w.map((_, j) => (2 / x.length) * x.reduce((sum, row, i) => sum + row[j]! * (dot(row, w) - y[i]!), 0));
/** Gradient descent on the loss with λΣw². */
function train64(steps: number, lambda: number, w = new Array<number>(COLUMNS).fill(0.1)): number[] {
  for (let step = 0; step < steps; step++) {
    const g = gradient64(TRAIN, w);
    w = w.map((value, j) => value - RATE * (g[j]! + 2 * lambda * value));
  }
  return w;
}
/** dL_val/dλ of a training, by differences. */
const retrained = (lambda: number, end: (lambda: number) => number[]) =>
  (loss64(VALIDATION, end(lambda * 1.01)) - loss64(VALIDATION, end(lambda * 0.99))) / (0.02 * lambda);

const near = (found: number | null, expected: number, tolerance: number) =>
  assert.ok(Math.abs(found! - expected) <= tolerance * Math.abs(expected), `${found} is not ${expected}`);

function trainAdaptively(steps: number, start: number, rate: number) {
  const w = tf.variable(tf.fill([COLUMNS, 1], 0.1));
  const mse = ({ x, y }: Samples) =>
    tf.losses.meanSquaredError(tf.tensor2d(y, [y.length, 1]), tf.matMul(tf.tensor2d(x), w)) as tf.Scalar;
  const optimizer = tf.train.sgd(RATE);
  const lambda = adaptiveLambda({ lambda: start, rate });
  const watched = {
    ...{ variables: [w], learningRate: RATE },
    penalty: () => l2([w], 1),
    validation: () => mse(VALIDATION),
  };
  lambda.begin(watched);
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(() => mse(TRAIN).add(l2([w], lambda)));
    lambda.step(watched);
  }
  return { lambda, weights: [...w.dataSync()] };
}

describe('an adaptive λ', () => {
  before(() => void tf.setBackend('cpu'));

  it('has the hypergradient of one step, held against the step with λ(1 ± 1e-2)', () => {
    for (const steps of [1, 7]) {
      // So slow that λ stays as it is.
      const { lambda } = trainAdaptively(steps, 0.03, 1e-12);
      const before = train64(steps - 1, 0.03);
      near(
        lambda.hypergradient,
        retrained(0.03, (value) => train64(1, value, before)),
        1e-4,
      );
    }
  });

  it('has the direction of a whole training, and follows it', () => {
    for (const [start, sign] of [
      [1e-3, -1],
      [3, 1],
    ] as const) {
      const steps = 150;
      const slope = retrained(start, (value) => train64(steps, value));
      assert.equal(Math.sign(slope), sign);
      assert.equal(Math.sign(trainAdaptively(steps, start, 1e-12).lambda.hypergradient!), sign);
      const { lambda, weights } = trainAdaptively(steps, start, 0.05);
      assert.equal(Math.sign(start - lambda.value), sign);
      const [adapted, fixed] = [loss64(VALIDATION, weights), loss64(VALIDATION, train64(steps, start))];
      assert.ok(adapted < 0.97 * fixed, `${adapted} is not below ${fixed}`);
    }
  });

  it('is a callback of fit, in inference mode, on the loss without penalties', async () => {
    async function fitted(extra: tf.layers.Layer[]) {
      const model = tf.sequential();
      const regularizer = tf.regularizers.l2({ l2: 0.03 });
      const kernel = { kernelInitializer: tf.initializers.constant({ value: 0.1 }), kernelRegularizer: regularizer };
      model.add(tf.layers.inputLayer({ inputShape: [COLUMNS] }));
      for (const layer of extra) model.add(layer);
      model.add(tf.layers.dense({ units: 1, useBias: false, ...kernel }));
      model.compile({ optimizer: tf.train.sgd(RATE), loss: 'meanSquaredError' });
      const lambda = adaptiveLambda({ lambda: 0.03 });
      const validation = { x: tf.tensor2d(VALIDATION.x), y: tf.tensor2d(VALIDATION.y, [VALIDATION.y.length, 1]) };
      const [x, y] = [tf.tensor2d(TRAIN.x), tf.tensor2d(TRAIN.y, [TRAIN.y.length, 1])];
      const callbacks = adaptLambda(lambda, model, validation);
      const tensors = tf.memory().numTensors;
      await model.fit(x, y, { epochs: 1, batchSize: 12, shuffle: false, callbacks });
      return { lambda, regularizer, left: tf.memory().numTensors - tensors };
    }
    const plain = await fitted([]);
    const expected = retrained(0.03, (value) => train64(1, value));
    near(plain.lambda.hypergradient, expected, 1e-4);
    assert.notEqual(plain.lambda.value, 0.03);
    near((plain.regularizer as unknown as { l2: number }).l2, plain.lambda.value, 1e-12);
    assert.equal(plain.left, 0);
    // Validation goes through no dropout: a rate of nearly 1 would leave nothing of it.
    const { lambda } = await fitted([tf.layers.dropout({ rate: 0.999999, seed: 1 })]);
    const untouched = new Array<number>(COLUMNS).fill(0.1);
    const shrunk = untouched.map((value) => value - RATE * 2 * 0.03 * value);
    near(
      lambda.hypergradient,
      -RATE *
        dot(
          gradient64(VALIDATION, shrunk),
          untouched.map((value) => 2 * value),
        ),
      1e-4,
    );
  });

  it('takes the penalty of the loss out of the validation, and a penalty of second order', async () => {
    const model = tf.sequential();
    const kernelInitializer = tf.initializers.glorotUniform({ seed: 3 });
    model.add(tf.layers.dense({ units: 4, activation: 'tanh', inputShape: [COLUMNS], kernelInitializer }));
    model.add(tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 4 }) }));
    const lambda = adaptiveLambda({ lambda: 0.5, rate: 1e-12 });
    const projections = 'exact' as const;
    const loss = withJacobianPenalty(model, tf.metrics.meanSquaredError, { lambda, projections });
    model.compile({ optimizer: tf.train.sgd(RATE), loss });
    const [x, y] = [tf.tensor2d(TRAIN.x), tf.tensor2d(TRAIN.y, [TRAIN.y.length, 1])];
    const validation = { x: tf.tensor2d(VALIDATION.x), y: tf.tensor2d(VALIDATION.y, [VALIDATION.y.length, 1]) };
    const penalty = () => jacobianPenalty(model, x, { lambda: 1, projections });
    const start = model.getWeights().map((weight) => weight.clone());
    const callbacks = adaptLambda(lambda, model, { ...validation, penalty });
    await model.fit(x, y, { epochs: 1, batchSize: 12, shuffle: false, callbacks });
    const validationAt = async (value: number) => {
      model.setWeights(start);
      const again = withJacobianPenalty(model, tf.metrics.meanSquaredError, { lambda: value, projections });
      model.compile({ optimizer: tf.train.sgd(RATE), loss: again });
      await model.trainOnBatch(x, y);
      return (model.evaluate(validation.x, validation.y) as tf.Scalar).dataSync()[0]!;
    };
    // In float32, so that steps must be long: the step is linear in λ, and the loss nearly.
    const slope = ((await validationAt(0.6)) - (await validationAt(0.4))) / 0.2;
    near(lambda.hypergradient, slope, 1e-2);
  });

  it('tells its values, asks for no step of a training, and stays where a gradient is not finite', () => {
    const told: [string, number][] = [];
    const hook: MetricHook = (name, value) => told.push([name, value]);
    const hooks = globalThis as { [METRIC_HOOK]?: MetricHook };
    hooks[METRIC_HOOK] = hook;
    const engine = tf.engine() as unknown as { gradients: unknown };
    const gradients = Object.getOwnPropertyDescriptor(engine, 'gradients');
    let calls = 0;
    engine.gradients = () => void calls++;
    try {
      const w = tf.variable(tf.tensor1d([1, 2]));
      const lambda = adaptiveLambda({ lambda: 0.1, every: 2, rate: 0.1, name: 'λ of w' });
      const step = (validation: () => tf.Scalar) =>
        lambda.step({ variables: [w], penalty: () => l2([w], 1), validation, learningRate: 1 });
      const along = () => tf.sum(w).mul(-1) as tf.Scalar;
      for (let i = 0; i < 3; i++) step(along);
      // Against each other, the cosine is −3/√10.
      const changed = 0.1 * Math.exp((-0.1 * 3) / Math.sqrt(10));
      assert.deepEqual(
        told.map(([name, value]) => [name, Number(value.toFixed(6))]),
        [0.1, changed, changed].map((value) => ['λ of w', Number(value.toFixed(6))]),
      );
      assert.equal(
        step(() => tf.sum(w).mul(NaN)),
        1,
      );
      assert.equal(lambda.value, told[1]![1]);
      assert.equal(calls, 0);
    } finally {
      Reflect.deleteProperty(hooks, METRIC_HOOK);
      if (gradients) Object.defineProperty(engine, 'gradients', gradients);
      else Reflect.deleteProperty(engine, 'gradients');
    }
  });

  it('refuses by name what it cannot adapt', () => {
    assert.throws(() => adaptiveLambda({ lambda: 0 }), { code: 'wrong-option' });
    assert.throws(() => adaptiveLambda({ lambda: 1, min: 2 }), { code: 'wrong-option' });
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    const [x, y] = [tf.zeros([1, 2]), tf.zeros([1, 1])];
    assert.throws(() => adaptLambda(adaptiveLambda({ lambda: 1 }), model, { x, y }), { code: 'no-regularizer' });
    const given = { x, y, penalty: () => tf.scalar(0) };
    const callback = adaptLambda(adaptiveLambda({ lambda: 1 }), model, given);
    assert.throws(() => callback.onTrainBegin(), { code: 'not-compiled' });
    const own = { apply: () => tf.scalar(0), getConfig: () => ({}) } as unknown as tf.layers.Layer;
    Object.assign(model.layers[0]!, { kernelRegularizer: own });
    assert.throws(() => adaptLambda(adaptiveLambda({ lambda: 1 }), model, { x, y }), { code: 'own-regularizer' });
  });
});
