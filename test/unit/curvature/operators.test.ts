import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { symmetricEigenvalues } from '../../../src/curvature/eigen/symmetricEigen.js';
import { lanczos } from '../../../src/curvature/eigen/lanczos.js';
import {
  blockOperator,
  meanOperator,
  preconditionedOperator,
} from '../../../src/curvature/operators/combinedOperators.js';
import { openGaussNewtonSession } from '../../../src/curvature/operators/gaussNewtonSession.js';
import { openHessianSession } from '../../../src/curvature/operators/hessianSession.js';
import { createRandom, normalVector } from '../../../src/curvature/random.js';
import { denseMatrix } from '../../../src/curvature/spectrum/denseSpectrum.js';
import { dot } from '../../../src/curvature/vectors.js';
import { buildModel, readReference } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';
import { dense, diagonal, randomSymmetric } from './knownOperators.js';

interface Linear {
  model: Parameters<typeof buildModel>[1];
  expected: { closed_form: { data_hessian: { values: number[] } } };
}

interface Blocks {
  model: Parameters<typeof buildModel>[1];
  expected: { hessian: { largest: number[]; blocks: Record<string, { largest: number }> } };
}

describe('operators', () => {
  before(startWasmWithKernels);
  const v = Float64Array.of(1, -2, 3);

  it('average, precondition and cut out diagonal blocks as matrices do', () => {
    const [a, b] = [randomSymmetric(3, createRandom(1).uniform), randomSymmetric(3, createRandom(2).uniform)];
    const mean = meanOperator([dense(a, 3), dense(b, 3)]).multiply(v);
    const expected = dense(
      a.map((x, i) => (x + b[i]!) / 2),
      3,
    ).multiply(v);
    mean.forEach((x, i) => assert.ok(Math.abs(x - expected[i]!) < 1e-12));
    const p = Float64Array.of(4, 0.25, Infinity);
    const whitened = preconditionedOperator(dense(a, 3), p).multiply(v);
    const scaled = dense(
      a.map((x, i) => x / Math.sqrt(p[Math.floor(i / 3)]! * p[i % 3]!)),
      3,
    ).multiply(v);
    whitened.forEach((x, i) => assert.ok(Math.abs(x - scaled[i]!) < 1e-12));
    const block = blockOperator(dense(a, 3), [
      { offset: 2, size: 1 },
      { offset: 0, size: 1 },
    ]);
    assert.deepEqual([...block.multiply(Float64Array.of(1, 10))], [a[8]! + 10 * a[6]!, a[2]! + 10 * a[0]!]);
    assert.throws(() => block.multiply(v), { code: 'wrong-length' });
    assert.throws(() => meanOperator([]), { code: 'wrong-value' });
    assert.throws(() => meanOperator([diagonal([1]), diagonal([1, 2])]), { code: 'wrong-length' });
    assert.throws(() => preconditionedOperator(diagonal([1]), Float64Array.of(0)), { code: 'wrong-value' });
  });

  it('have λ1 of each variable’s diagonal block as the reference says', () => {
    for (const name of ['03_iris', '06_lstm']) {
      const { model, expected } = readReference<Blocks>(name);
      const built = buildModel(tf, model);
      const session = openHessianSession(tf, () => built.loss(), built.variables);
      session.layout.forEach((slice, i) => {
        const options = { tolerance: 1e-5, random: createRandom(1) };
        const found = lanczos(blockOperator(session, [slice]), options).largest[0]!.value;
        const exact = expected.hessian.blocks[built.names[i]!]!.largest;
        assert.ok(
          Math.abs(found - exact) < 1e-5 * expected.hessian.largest[0]!,
          `${built.names[i]}: ${found}, not ${exact}`,
        );
      });
      session.dispose();
      built.dispose();
    }
  });

  it('have the Gauss-Newton matrix JᵀH_ℓJ, symmetric and positive semidefinite', () => {
    const { model } = readReference('03_iris');
    const built = buildModel(tf, model);
    const before = tf.memory().numTensors;
    const targets = tf.tensor(model.targets.values, model.targets.shape);
    const parts = {
      output: () => built.forward(),
      lossOfOutput: ([z]: tf.Tensor[]) => tf.losses.softmaxCrossEntropy(targets, z!) as tf.Scalar,
    };
    const ggn = openGaussNewtonSession(tf, parts, built.variables);
    const u = normalVector(createRandom(3), ggn.size);
    const w = normalVector(createRandom(4), ggn.size);
    const [gu, gw] = [ggn.multiply(u), ggn.multiply(w)];
    assert.ok(Math.abs(dot(w, gu) - dot(u, gw)) < 1e-5 * Math.hypot(...gu) * Math.hypot(...w));
    const spectrum = symmetricEigenvalues(denseMatrix(ggn), ggn.size);
    assert.ok(spectrum.at(-1)! > -1e-6 * spectrum[0]!);
    assert.ok(Math.abs(dot(u, gu) - quadraticForm(built, u)) < 2e-3 * dot(u, gu));
    ggn.dispose();
    targets.dispose();
    assert.equal(tf.memory().numTensors, before);
    built.dispose();
  });

  it('are the Hessian itself where the model is linear', () => {
    const { model, expected } = readReference<Linear>('01_linear');
    const built = buildModel(tf, { ...model, penalties: [] });
    const targets = tf.tensor(model.targets.values, model.targets.shape);
    const parts = {
      output: () => built.forward(),
      lossOfOutput: ([z]: tf.Tensor[]) => tf.losses.meanSquaredError(targets, z!) as tf.Scalar,
    };
    const ggn = openGaussNewtonSession(tf, parts, built.variables);
    const { data_hessian: exact } = expected.closed_form;
    const matrix = denseMatrix(ggn);
    exact.values.forEach((value, i) => assert.ok(Math.abs(matrix[i]! - value) < 1e-6));
    ggn.dispose();
    targets.dispose();
    built.dispose();
  });

  it('refuse products after they are closed, and a loss that is not finite', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const session = openHessianSession(tf, ([x]) => tf.sum(tf.square(x!)) as tf.Scalar, [w]);
    assert.deepEqual([...session.multiply(Float64Array.of(1, 2))], [2, 4]);
    assert.deepEqual([...session.gradient], [2, 4]);
    session.dispose();
    session.dispose();
    assert.throws(() => session.multiply(Float64Array.of(1, 2)), { code: 'disposed' });
    assert.throws(() => openHessianSession(tf, ([x]) => tf.log(tf.sum(tf.neg(x!))) as tf.Scalar, [w]), {
      code: 'not-finite',
    });
    w.dispose();
  });
});

/** uᵀGu = Σ_b (Jv)ᵀ(diag(p) − ppᵀ)(Jv)/B of softmax cross-entropy, with Jv by central differences of the output. */
function quadraticForm(built: ReturnType<typeof buildModel>, u: Float64Array): number {
  const kept = built.variables.map((variable) => variable.dataSync().slice());
  const at = (h: number) => {
    let offset = 0;
    built.variables.forEach((variable, i) => {
      const moved = kept[i]!.map((x, j) => x + h * u[offset + j]!);
      offset += variable.size;
      tf.tidy(() => variable.assign(tf.tensor(moved, variable.shape)));
    });
    return Float64Array.from(tf.tidy(() => built.forward().dataSync()));
  };
  const h = 2e-3;
  const [plus, minus, z] = [at(h), at(-h), at(0)];
  const jv = plus.map((x, i) => (x - minus[i]!) / (2 * h));
  const classes = 3;
  let sum = 0;
  for (let b = 0; b < z.length; b += classes) {
    const logits = [...z.subarray(b, b + classes)];
    const exps = logits.map((x) => Math.exp(x - Math.max(...logits)));
    const p = exps.map((x) => x / exps.reduce((a, c) => a + c, 0));
    const row = [...jv.subarray(b, b + classes)];
    const mean = row.reduce((total, x, i) => total + p[i]! * x, 0);
    sum += row.reduce((total, x, i) => total + p[i]! * (x - mean) ** 2, 0);
  }
  return sum / (z.length / classes);
}
