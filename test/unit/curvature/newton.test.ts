import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { conjugateGradient } from '../../../src/curvature/newton/conjugateGradient.js';
import { gradientChangeError, newtonDirection } from '../../../src/curvature/newton/newtonDirection.js';
import { gradientNoiseScale, parabolaPosition, readUpdate } from '../../../src/curvature/newton/updateReading.js';
import { openHessianSession } from '../../../src/curvature/operators/hessianSession.js';
import { createRandom, normalVector } from '../../../src/curvature/random.js';
import { dot } from '../../../src/curvature/vectors.js';
import { buildModel, readReference } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';
import { diagonal } from './knownOperators.js';

/** ½θᵀΛθ at θ. */
function quadratic(lambdas: number[], at: Float64Array) {
  const lossAt = (step: Float64Array) =>
    0.5 * lambdas.reduce((sum, lambda, i) => sum + lambda * (at[i]! + step[i]!) ** 2, 0);
  const session = {
    ...diagonal(lambdas),
    gradient: at.map((x, i) => lambdas[i]! * x),
    loss: lossAt(new Float64Array(at.length)),
  };
  return { session, lossAt };
}
const options = { damping: 0, maxIterations: 100, tolerance: 1e-10 };

describe('conjugate gradients', () => {
  it('solve a positive definite system in as many steps as it has eigenvalues', () => {
    const b = Float64Array.of(1, 2, 3, 4, 5);
    const { x, iterations, isConverged } = conjugateGradient(diagonal([1, 1, 4, 4, 9]), b, options);
    [1, 2, 0.75, 1, 5 / 9].forEach((value, i) => assert.ok(Math.abs(x[i]! - value) < 1e-12));
    assert.ok(isConverged && iterations === 3);
  });

  it('solve with damping, and tell its residual where they are cut off', () => {
    const b = normalVector(createRandom(1), 50);
    const spectrum = Array.from({ length: 50 }, (_, i) => i);
    const damped = conjugateGradient(diagonal(spectrum), b, { ...options, damping: 2 });
    assert.ok(damped.x.every((x, i) => Math.abs(x - b[i]! / (i + 2)) < 1e-8));
    const cut = conjugateGradient(diagonal(spectrum), b, { ...options, damping: 2, maxIterations: 3 });
    assert.ok(!cut.isConverged && cut.iterations === 3);
    const rest = Math.hypot(...cut.x.map((x, i) => (i + 2) * x - b[i]!)) / Math.hypot(...b);
    assert.ok(Math.abs(rest / cut.residual - 1) < 1e-9);
  });

  it('end where they meet negative curvature', () => {
    const b = Float64Array.of(1, 1, 1);
    assert.ok(conjugateGradient(diagonal([4, 2, -1]), b, options).negativeCurvature);
    assert.ok(!conjugateGradient(diagonal([4, 2, -1]), b, { ...options, damping: 1.5 }).negativeCurvature);
    assert.deepEqual([...conjugateGradient(diagonal([-4, -2, -1]), b, options).x], [1, 1, 1]);
  });

  it('take zero for zero', () => {
    const { x, iterations, residual } = conjugateGradient(diagonal([1, 2]), new Float64Array(2), options);
    assert.deepEqual([[...x], iterations, residual], [[0, 0], 0, 0]);
  });
});

describe('the Newton step', () => {
  before(startWasmWithKernels);

  it('lands in the minimum of a quadratic, with the decrease that it predicts', () => {
    const { session, lossAt } = quadratic([8, 3, 0.5], Float64Array.of(1, -2, 3));
    const found = newtonDirection(session, lossAt);
    [-1, 2, -3].forEach((x, i) => assert.ok(Math.abs(found.step[i]! - x) < 1e-9));
    assert.ok(Math.abs(found.predicted - session.loss) < 1e-9 && Math.abs(found.actual - session.loss) < 1e-9);
    assert.equal(found.why, null);
    const half = newtonDirection(session, lossAt, { rate: 0.5 });
    assert.ok(Math.abs(half.predicted - 0.75 * session.loss) < 1e-9 && Math.abs(half.actual - half.predicted) < 1e-9);
  });

  it('says why it fails: negative curvature, a system not solved, a loss that is not quadratic', () => {
    const { session, lossAt } = quadratic([8, 3, -0.5], Float64Array.of(1, -2, 3));
    const saddle = newtonDirection(session, lossAt);
    assert.ok(saddle.negativeCurvature);
    assert.match(saddle.why!, /negative curvature/);
    const stiff = quadratic([1, 10, 100, 1000], Float64Array.of(1, 1, 1, 1));
    assert.match(newtonDirection(stiff.session, stiff.lossAt, { maxIterations: 1 }).why!, /not solved in 1 product/);
    const well = quadratic([2, 1], Float64Array.of(1, 1));
    const wall = (step: Float64Array) => well.lossAt(step) + 100 * step[0]! ** 4;
    assert.match(newtonDirection(well.session, wall).why!, /not quadratic/);
    assert.match(newtonDirection(well.session, () => NaN).why!, /not finite/);
    assert.throws(() => newtonDirection(well.session, wall, { damping: -1 }), { code: 'wrong-value' });
    assert.throws(() => newtonDirection(well.session, wall, { rate: 0 }), { code: 'wrong-value' });
  });

  it('finds the closed form of the linear regression of the reference', () => {
    const { model } = readReference('01_linear');
    const built = buildModel(tf, model);
    const session = openHessianSession(tf, () => built.loss(), built.variables);
    const found = newtonDirection(session, () => 0);
    const start = built.variables.flatMap((variable) => [...variable.dataSync()]);
    const { closed_form: closed } = readReference<{ expected: { closed_form: { minimum: number[] } } }>(
      '01_linear',
    ).expected;
    closed.minimum.forEach((value, i) =>
      assert.ok(Math.abs(start[i]! + found.step[i]! - value) < 1e-4 * Math.abs(value)),
    );
    session.dispose();
    built.dispose();
  });
});

describe('the reading of an update', () => {
  it('predicts ΔL and ΔG of a quadratic exactly, and where it lands on the parabola', () => {
    const lambdas = [8, 3, 0.5];
    const start = Float64Array.of(1, -2, 3);
    const at = (theta: Float64Array) => ({
      loss: 0.5 * lambdas.reduce((sum, lambda, i) => sum + lambda * theta[i]! ** 2, 0),
      gradient: theta.map((x, i) => lambdas[i]! * x),
    });
    const before = at(start);
    const curvature =
      dot(before.gradient, diagonal(lambdas).multiply(before.gradient)) / dot(before.gradient, before.gradient);
    // Along −g the minimum of the parabola is at rate 1/curvature.
    for (const [rate, alpha] of [
      [0.5, -0.5],
      [1, 0],
      [1.5, 0.5],
      [2, 1],
    ] as const) {
      const update = before.gradient.map((g) => (-rate / curvature) * g);
      const after = at(start.map((x, i) => x + update[i]!));
      const reading = readUpdate(diagonal(lambdas), { update, before, after });
      assert.ok(Math.abs(reading.predicted - reading.actual) < 1e-12);
      assert.ok(Math.abs(reading.alpha! - alpha) < 1e-9, `${reading.alpha}`);
      assert.equal(reading.noiseScale, null);
      const gradients = { update, gradientBefore: before.gradient, gradientAfter: after.gradient };
      assert.ok(gradientChangeError(diagonal(lambdas), gradients)! < 1e-12);
      const twice = gradientChangeError(diagonal(lambdas.map((x) => 2 * x)), gradients)!;
      assert.ok(Math.abs(twice - 1) < 1e-12);
    }
  });

  it('has no α where the parabola has no minimum ahead', () => {
    const point = (loss: number, slope: number) => ({ loss, gradient: Float64Array.of(slope) });
    const update = Float64Array.of(1);
    assert.equal(parabolaPosition(update, point(1, 0), point(0, -2)), null);
    assert.equal(parabolaPosition(update, point(0, 1), point(1.5, 2)), null);
    assert.equal(parabolaPosition(Float64Array.of(0), point(0, 1), point(0, 1)), null);
  });

  it('estimates the noise scale without bias, with an error that covers it', () => {
    // Gradients g + noise/√b, with ‖g‖² = 4 and tr(Σ) = 40: a noise scale of 10 samples.
    const size = 40;
    const estimates = Array.from({ length: 200 }, (_, seed) => {
      const random = createRandom(seed + 1);
      const gradients = Array.from({ length: 32 }, () =>
        Float64Array.from({ length: size }, (_, i) => (i === 0 ? 2 : 0) + random.normal() / Math.sqrt(8)),
      );
      return gradientNoiseScale(gradients, 8)!;
    });
    const mean = estimates.reduce((sum, { value }) => sum + value, 0) / 200;
    assert.ok(Math.abs(mean - 10) < 0.4, `${mean}`);
    const covered = estimates.filter(({ value, standardError }) => Math.abs(value - 10) <= 2 * standardError).length;
    assert.ok(covered >= 180, `${covered} of 200`);
    assert.equal(gradientNoiseScale([Float64Array.of(1)], 8), null);
  });
});
