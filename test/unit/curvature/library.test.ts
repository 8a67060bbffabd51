import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import {
  effectiveDimension,
  hessianEigenvalues,
  hutchPlusPlus,
  newtonStep,
  spectralDensity,
  trace,
} from '../../../src/library/curvature.js';
import { buildModel, readReference, REFERENCE_NETWORKS } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

describe('gradlens/curvature', () => {
  before(startWasmWithKernels);

  for (const name of REFERENCE_NETWORKS) {
    it(`has the trace of ${name}`, () => {
      const { model, expected } = readReference(name);
      const built = buildModel(tf, model);
      const { trace: exact, frobenius_norm: frobenius, parameters } = expected.hessian;
      const found = trace(() => built.loss(), built.variables);
      const rounding = 1e-6 * frobenius * Math.sqrt(parameters);
      assert.ok(Math.abs(found.value - exact) <= 3 * found.standardError + rounding, `${found.value}, not ${exact}`);
      assert.ok(found.standardError <= 0.05 * frobenius * Math.sqrt(parameters));
      built.dispose();
    });
  }

  it('has the density and the share of negative curvature of a reference', () => {
    const { model, expected } = readReference('07_gru');
    const built = buildModel(tf, model);
    const { grid, values, spread, negativeShare } = spectralDensity(() => built.loss(), built.variables);
    const eigenvalues = expected.hessian.eigenvalues!;
    const [negative, all] = [eigenvalues.filter((x) => x < 0), eigenvalues].map((list) =>
      list.reduce((sum, x) => sum + Math.abs(x), 0),
    );
    assert.ok(Math.abs(negativeShare! - negative! / all!) < 1e-5, `${negativeShare}, not ${negative! / all!}`);
    assert.ok(Math.abs(values.reduce((sum, y) => sum + y, 0) * (grid[1]! - grid[0]!) - 1) < 1e-3);
    assert.ok(spread.every((value) => value === 0));
    assert.ok(grid[0]! < eigenvalues.at(-1)! && grid.at(-1)! > eigenvalues[0]!);
    // Fewer products than parameters: the estimate.
    const estimate = spectralDensity(() => built.loss(), built.variables, { probes: 4, steps: 20 });
    assert.equal(estimate.products, 80);
    assert.ok(estimate.spread.some((value) => value > 0));
    built.dispose();
  });

  it('has the effective dimension and the trace by Hutch++ of a reference', () => {
    const { model, expected } = readReference('07_gru');
    const built = buildModel(tf, model);
    const { eigenvalues, trace: exact } = expected.hessian;
    const dimension = effectiveDimension(() => built.loss(), built.variables, { damping: 1e-2 });
    const counted = eigenvalues!.filter((x) => x > 0).reduce((sum, x) => sum + x / (x + 1e-2), 0);
    assert.ok(Math.abs(dimension.value / counted - 1) < 1e-4, `${dimension.value}, not ${counted}`);
    assert.equal(dimension.standardError, 0);
    const estimate = effectiveDimension(() => built.loss(), built.variables, { damping: 1e-2, probes: 4, steps: 24 });
    const { value, standardError, truncation } = estimate;
    assert.ok(Math.abs(value - counted) <= 3 * (standardError + truncation), `${value}, not ${counted}`);
    assert.ok(truncation > 0 && truncation < 0.2 * counted && estimate.products === 96);
    const found = hutchPlusPlus(() => built.loss(), built.variables, { products: 60 });
    assert.ok(Math.abs(found.value - exact) <= 3 * found.standardError + 1e-5 * Math.abs(exact));
    assert.ok(found.standardError < trace(() => built.loss(), built.variables, { probes: 60 }).standardError);
    built.dispose();
  });

  it('has eigenvalues within their residual, and the same for the same seed', () => {
    const { model, expected } = readReference('03_iris');
    const built = buildModel(tf, model);
    const before = tf.memory().numTensors;
    const run = () => hessianEigenvalues(() => built.loss(), built.variables, { largest: 3, smallest: 2, seed: 5 });
    const { largest, smallest, stopped } = run();
    assert.deepEqual(run().largest, largest);
    assert.equal(stopped, 'tolerance');
    for (const [found, exact] of [
      [largest, expected.hessian.largest],
      [smallest, expected.hessian.smallest],
    ] as const)
      found.forEach(({ value, residual }, i) => assert.ok(Math.abs(value - exact[i]!) <= residual));
    assert.equal(tf.memory().numTensors, before);
    built.dispose();
  });

  it('takes a Newton step: to the minimum of the reference regression, by halves with half the rate', () => {
    const { model, expected } = readReference<{
      model: Parameters<typeof buildModel>[1];
      expected: { closed_form: { minimum: number[] }; loss_value: number };
    }>('01_linear');
    const built = buildModel(tf, model);
    const before = tf.memory().numTensors;
    const start = built.variables.map((variable) => variable.dataSync()[0]!);
    const half = newtonStep(() => built.loss(), built.variables, { rate: 0.5 });
    const { minimum } = expected.closed_form;
    const at = () => built.variables.map((variable) => variable.dataSync()[0]!);
    at().forEach((value, i) => assert.ok(Math.abs(value - (start[i]! + minimum[i]!) / 2) < 1e-4));
    assert.ok(Math.abs(half.actual / half.predicted - 1) < 1e-5);
    const whole = newtonStep(() => built.loss(), built.variables);
    at().forEach((value, i) => assert.ok(Math.abs(value - minimum[i]!) < 1e-4));
    assert.equal(whole.why, null);
    assert.equal(tf.memory().numTensors, before);
    built.dispose();
  });

  it('puts the variables back where the step leads out of what is finite', () => {
    const w = tf.variable(tf.scalar(1));
    // The Newton step of log w from 1 leads to 2 by −g/h, that of √w − w to below 0, where the root is NaN.
    const found = newtonStep(() => tf.sub(tf.square(tf.sqrt(w)), tf.mul(0.1, tf.log(w))) as tf.Scalar, [w]);
    assert.equal(w.dataSync()[0], 1);
    assert.ok(Number.isNaN(found.actual));
    assert.match(found.why!, /not finite/);
    w.dispose();
  });

  it('makes no number of a loss that is not finite, and leaves nothing behind', () => {
    const w = tf.variable(tf.scalar(-1));
    const before = tf.memory().numTensors;
    assert.throws(() => hessianEigenvalues(() => tf.sqrt(w) as tf.Scalar, [w]), { code: 'not-finite' });
    assert.throws(() => trace(() => tf.zeros([2]) as never, [w]), { code: 'not-a-scalar' });
    assert.equal(tf.memory().numTensors, before);
    w.dispose();
  });

  it('is zero for a variable that the loss does not reach, and for one of length 0', () => {
    const [w, unused, empty] = [
      tf.variable(tf.tensor1d([1, 2])),
      tf.variable(tf.scalar(3)),
      tf.variable(tf.zeros([0, 4])),
    ];
    const loss = () => tf.sum(tf.mul(tf.tensor1d([1, 3]), tf.square(w))) as tf.Scalar;
    const { largest } = hessianEigenvalues(loss, [empty, w, unused], { largest: 5, tolerance: 1e-6 });
    [6, 2, 0].forEach((value, i) => assert.ok(Math.abs(largest[i]!.value - value) < 1e-5));
    assert.equal(largest.length, 3);
    assert.equal(newtonStep(loss, [empty, w, unused]).why, null);
    tf.dispose([w, unused, empty]);
  });
});
