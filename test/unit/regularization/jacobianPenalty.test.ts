import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { createRandom, normalVector } from '../../../src/curvature/random.js';
import { jacobianPenalty } from '../../../src/library/regularizers.js';
import { gradient64, meanSquaredNorm, mlpSize, type Mlp } from '../../support/jacobian64.js';
import { buildModel, readReference, type Values } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

interface JacobianReference {
  expected: {
    lambda: number;
    squared_norm: number;
    term_value: number;
    gradient_of_term: Record<string, Values>;
    estimator_variance_batch_mean: number;
  };
}

const MLP: Mlp = { inputs: 3, hidden: 5, outputs: 4 };
const SAMPLES = 6;

/** The tanh network of jacobian64.ts on the backend in use. */
function tanhNetwork() {
  const random = createRandom(3);
  const flat = Float32Array.from(normalVector(random, mlpSize(MLP)));
  const rows = Array.from({ length: SAMPLES }, () => Float32Array.from(normalVector(random, MLP.inputs)));
  const { inputs, hidden, outputs } = MLP;
  let at = 0;
  const variables = [[inputs, hidden], [hidden], [hidden, outputs], [outputs]].map((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    at += size;
    return tf.tidy(() => tf.variable(tf.tensor(flat.slice(at - size, at), shape)));
  });
  const [w1, b1, w2, b2] = variables as [tf.Variable<tf.Rank.R2>, tf.Variable, tf.Variable<tf.Rank.R2>, tf.Variable];
  const x = tf.tensor2d(Float32Array.from(rows.flatMap((row) => [...row])), [SAMPLES, inputs]);
  const forward = (given: tf.Tensor) =>
    tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(given as tf.Tensor2D, w1), b1)) as tf.Tensor2D, w2), b2);
  const dispose = () => tf.dispose([...variables, x]);
  return { flat, rows, variables, x, forward, dispose };
}

function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [difference, size] = [0, 0];
  assert.equal(found.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    difference += (found[i]! - expected[i]!) ** 2;
    size += expected[i]! ** 2;
  }
  return Math.sqrt(difference / size);
}

/** Value and gradient, flat over all variables; checks that no tensor is left. */
function gradientOf(loss: () => tf.Scalar, variables: tf.Variable[]): { value: number; gradient: number[] } {
  const before = tf.memory().numTensors;
  const result = variables.map((): number[] => []);
  let value = NaN;
  tf.tidy(() => {
    const found = tf.variableGrads(loss, variables);
    value = found.value.dataSync()[0]!;
    variables.forEach(({ name, size }, i) => {
      const gradient = found.grads[name] as tf.Tensor | null;
      result[i] = gradient ? [...gradient.dataSync()] : new Array<number>(size).fill(0);
    });
  });
  assert.equal(tf.memory().numTensors, before);
  return { value, gradient: result.flat() };
}

for (const backend of ['cpu', 'wasm'] as const) {
  describe(`the Jacobian penalty on ${backend}`, () => {
    before(async () => {
      await startWasmWithKernels();
      tf.setBackend(backend);
    });

    for (const how of ['own', 'shared'] as const) {
      it(`has the value and the gradient of 10_jacobian, ${how} forward pass`, () => {
        const { expected } = readReference<JacobianReference>('10_jacobian');
        const built = buildModel(tf, readReference('04_cnn').model);
        const x = Object.values(built.inputs)[0]!;
        const { lambda } = expected;
        const { value, gradient } = gradientOf(
          () =>
            how === 'own'
              ? jacobianPenalty(() => built.forward(), x, { lambda, projections: 10 })
              : jacobianPenalty(built.forward(), x, { lambda, projections: 'exact' }),
          built.variables,
        );
        assert.ok(Math.abs(value / expected.term_value - 1) < 1e-6);
        const error = relativeError(
          gradient,
          built.names.flatMap((name) => expected.gradient_of_term[name]!.values),
        );
        assert.ok(error < 1e-6, `off by ${error}`);
        built.dispose();
      });

      it(`has the gradient of a tanh network in float64, ${how} forward pass`, () => {
        const { flat, rows, variables, x, forward, dispose } = tanhNetwork();
        const options = { lambda: 0.3, factor: 1, projections: 'exact' } as const;
        const { value, gradient } = gradientOf(
          () => jacobianPenalty(how === 'own' ? forward : forward(x), x, options),
          variables,
        );
        const exact = (weights: ArrayLike<number>) => 0.3 * meanSquaredNorm(MLP, weights, rows);
        assert.ok(Math.abs(value / exact(flat) - 1) < 1e-6);
        const error = relativeError(gradient, gradient64(exact, flat));
        assert.ok(error < 1e-6, `off by ${error}`);
        dispose();
      });

      it(`takes the logits of probabilities, ${how} forward pass`, () => {
        const { flat, rows, variables, x, forward, dispose } = tanhNetwork();
        for (const activate of [tf.softmax, tf.sigmoid]) {
          const outputs = (given: tf.Tensor) => activate(forward(given));
          const { value } = gradientOf(
            () => jacobianPenalty(how === 'own' ? outputs : outputs(x), x, { lambda: 1, projections: 'exact' }),
            variables,
          );
          assert.ok(Math.abs(value / (meanSquaredNorm(MLP, flat, rows) / 2) - 1) < 1e-6);
        }
        dispose();
      });
    }

    it('leaves the loss that it is added to as it is', () => {
      const { variables, x, forward, dispose } = tanhNetwork();
      const mse = (z: tf.Tensor) => tf.mean<tf.Scalar>(tf.square(z));
      const penalty = gradientOf(() => jacobianPenalty(forward, x, { lambda: 1, seed: 1 }), variables);
      const alone = gradientOf(() => mse(forward(x)), variables);
      const both = gradientOf(() => {
        const z = forward(x);
        return tf.add(mse(z), jacobianPenalty(z, x, { lambda: 1, seed: 1 }));
      }, variables);
      const sum = alone.gradient.map((value, i) => value + penalty.gradient[i]!);
      assert.ok(relativeError(both.gradient, sum) < 1e-6);
      assert.ok(Math.abs(both.value - alone.value - penalty.value) < 1e-5);
      dispose();
    });
  });
}

describe('the Jacobian penalty', () => {
  before(() => void tf.setBackend('cpu'));

  it('is without bias by projections, with the variance of the formula', () => {
    const { expected } = readReference<JacobianReference>('10_jacobian');
    const built = buildModel(tf, readReference('04_cnn').model);
    const x = Object.values(built.inputs)[0]!;
    const draws = Array.from({ length: 400 }, (_, seed) =>
      tf.tidy(() => jacobianPenalty(() => built.forward(), x, { lambda: 1, factor: 1, seed }).dataSync()[0]!),
    );
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws.length - 1);
    const standardError = Math.sqrt(expected.estimator_variance_batch_mean / draws.length);
    assert.ok(Math.abs(mean - expected.squared_norm) < 3 * standardError, `${mean}`);
    // The standard error of a variance of near-normal draws is √(2/n) of it: 7 %.
    assert.ok(Math.abs(variance / expected.estimator_variance_batch_mean - 1) < 0.25, `${variance}`);
    built.dispose();
  });

  it('is without bias by a variable, exact where it is asked for', () => {
    const { variables, x, forward, dispose } = tanhNetwork();
    const [, , w2, b2] = variables as [tf.Variable, tf.Variable, tf.Variable, tf.Variable];
    const value = (options: object) =>
      tf.tidy(() => jacobianPenalty(forward, x, { lambda: 1, factor: 1, ...options }).dataSync()[0]!);
    // ∂z_c/∂b2_c = 1.
    assert.ok(Math.abs(value({ wrt: b2, projections: 'exact' }) - MLP.outputs) < 1e-5);
    const draws = Array.from({ length: 300 }, (_, seed) => value({ wrt: w2, seed }));
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    const deviation = Math.sqrt(draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length);
    const exact = value({ wrt: w2, projections: 'exact' });
    assert.ok(Math.abs(mean - exact) < (3 * deviation) / Math.sqrt(draws.length), `${mean} ${exact}`);
    dispose();
  });

  it('holds the statistics of the batch constant, and goes through those of a sample', () => {
    const random = createRandom(8);
    const x = tf.tensor2d(Float32Array.from(normalVector(random, 15)), [5, 3]);
    const w = tf.variable(tf.tensor2d(Float32Array.from(normalVector(random, 12)), [3, 4]));
    const rows = x.arraySync();
    const statistics = (weights: ArrayLike<number>) => {
      const h = rows.map((row) => [0, 1, 2, 3].map((c) => row.reduce((sum, v, i) => sum + v * weights[i * 4 + c]!, 0)));
      return [0, 1, 2, 3].map((c) => {
        const mean = h.reduce((sum, row) => sum + row[c]!, 0) / 5;
        return h.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / 5;
      });
    };
    const exact = (weights: ArrayLike<number>) => {
      const variances = statistics(weights);
      let sum = 0;
      for (let i = 0; i < 12; i++) sum += weights[i]! ** 2 / (variances[i % 4]! + 1e-3);
      return sum;
    };
    const normalized = (given: tf.Tensor) => {
      const h = tf.matMul(given as tf.Tensor2D, w);
      const { mean, variance } = tf.moments(h, 0);
      return tf.batchNorm(
        h,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        tf.zeros([4]) as tf.Tensor1D,
        tf.ones([4]) as tf.Tensor1D,
        1e-3,
      );
    };
    for (const how of ['own', 'shared']) {
      const { value, gradient } = gradientOf(
        () =>
          jacobianPenalty(how === 'own' ? normalized : normalized(x), x, {
            lambda: 1,
            factor: 1,
            projections: 'exact',
          }),
        [w],
      );
      assert.ok(Math.abs(value / exact(w.dataSync()) - 1) < 1e-5);
      assert.ok(relativeError(gradient, gradient64(exact, w.dataSync())) < 1e-5);
    }
    // Layer normalization: adding a constant to a sample changes nothing, so that the all-ones direction has no slope.
    const layer = (given: tf.Tensor) => {
      const { mean, variance } = tf.moments(given, 1, true);
      const wide = (tensor: tf.Tensor) => tf.tile(tensor, [1, 3]) as tf.Tensor2D;
      const [zeros, ones] = [wide(tf.zeros([5, 1])), wide(tf.ones([5, 1]))];
      return tf.batchNorm2d(given as tf.Tensor2D, wide(mean), wide(variance), zeros, ones, 1e-9);
    };
    const norm = tf.tidy(
      () => jacobianPenalty(layer, x, { lambda: 1, factor: 1, projections: 'exact' }).dataSync()[0]!,
    );
    // J = (I − 11ᵀ/n − ẑẑᵀ/n)/σ, of rank n − 2, with the square norm (n − 2)/σ².
    const expected = rows.reduce((sum, row) => {
      const mean = (row[0]! + row[1]! + row[2]!) / 3;
      return sum + 1 / (row.reduce((inner, v) => inner + (v - mean) ** 2, 0) / 3) / 5;
    }, 0);
    assert.ok(Math.abs(norm / expected - 1) < 1e-4, `${norm} ${expected}`);
    tf.dispose([x, w]);
  });

  it('is taken at the output of an embedding', () => {
    const random = createRandom(4);
    const table = tf.variable(tf.tensor2d(Float32Array.from(normalVector(random, 14)), [7, 2]));
    const w = tf.variable(tf.tensor2d(Float32Array.from(normalVector(random, 18)), [6, 3]));
    const indices = tf.tensor2d([0, 3, 6, 1, 1, 5], [2, 3], 'int32');
    for (const given of [indices, tf.cast(indices, 'float32')]) {
      const forward = (x: tf.Tensor) =>
        tf.matMul(tf.reshape(tf.square(tf.gather(table, tf.cast(x, 'int32'))), [2, 6]) as tf.Tensor2D, w);
      // ∂z_c/∂e_i = 2 e_i w_ic.
      const exact = (flat: ArrayLike<number>) => {
        let sum = 0;
        indices.arraySync().forEach((row) =>
          row.forEach((index, t) => {
            for (let d = 0; d < 2; d++)
              for (let c = 0; c < 3; c++) sum += (2 * flat[index * 2 + d]! * flat[14 + (t * 2 + d) * 3 + c]!) ** 2 / 2;
          }),
        );
        return sum;
      };
      const flat = [...table.dataSync(), ...w.dataSync()];
      const { value, gradient } = gradientOf(
        () => jacobianPenalty(forward, given, { lambda: 1, factor: 1, projections: 'exact' }),
        [table, w],
      );
      assert.ok(Math.abs(value / exact(flat) - 1) < 1e-6);
      assert.ok(relativeError(gradient, gradient64(exact, flat)) < 1e-6);
    }
    tf.dispose([table, w, indices]);
  });

  it('says what is wrong by code', () => {
    const { variables, x, forward, dispose } = tanhNetwork();
    const code = (run: () => unknown) => {
      try {
        tf.tidy(() => void run());
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return 'none';
    };
    const inGradient = (penalty: (z: tf.Tensor) => tf.Scalar) =>
      code(() => tf.variableGrads(() => penalty(forward(x)), variables));
    assert.equal(
      code(() => jacobianPenalty(forward(x), x, { lambda: 1 })),
      'not-on-tape',
    );
    assert.equal(
      code(() => jacobianPenalty(forward, x, { lambda: -1 })),
      'wrong-option',
    );
    assert.equal(
      code(() => jacobianPenalty(forward, x, { lambda: 1, projections: 0 })),
      'wrong-option',
    );
    assert.equal(
      inGradient((z) => jacobianPenalty(z, tf.clone(x), { lambda: 1 })),
      'no-path',
    );
    assert.equal(
      inGradient((z) => jacobianPenalty(tf.sum(z, 0), x, { lambda: 1 })),
      'no-batch',
    );
    // An own gradient, and an op whose own gradient is not always right.
    const ofItsOwn = tf.customGrad((t) => ({ value: tf.exp(t as tf.Tensor), gradFunc: (dy: tf.Tensor) => dy }));
    assert.equal(
      inGradient((z) => jacobianPenalty(ofItsOwn(z), x, { lambda: 1 })),
      'op-refused',
    );
    assert.equal(
      inGradient((z) => jacobianPenalty(tf.maximum(z, 0), x, { lambda: 1 })),
      'op-refused',
    );
    assert.equal(
      code(() => jacobianPenalty((t) => tf.maximum(forward(t), 0), x, { lambda: 1 })),
      'none',
    );
    dispose();
  });
});
