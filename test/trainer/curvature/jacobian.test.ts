/** ‖∂z/∂x‖ as `gradlens train --json` prints it, against what is written down in float64, and references of another library. */
import assert from 'node:assert/strict';
import type { ReportJacobian } from '../../../src/protocol/report.js';
import { symmetricEigenvalues } from '../../../src/curvature/eigen/symmetricEigen.js';
import { meanSquaredNorm, mlpJacobian, mlpSize, type Mlp } from '../../support/jacobian64.js';
import { readReference } from '../../support/referenceModel.js';
import { trainJson } from '../cli/gradlens.js';
import { program } from '../support/runProgram.js';

const PROGRAM = program('curvature/jacobian.cjs');

async function trained(kind: string, steps = 3, options = ['--jacobian']) {
  const { report, stderr, status } = await trainJson([PROGRAM, ...options], [kind, String(steps)]);
  assert.equal(status, 0, stderr);
  const [training] = report.trainings;
  const weights = JSON.parse(/weights: (\[.*\])/.exec(stderr)![1]!) as number[];
  return { training: training!, jacobian: training!.jacobian!, weights };
}

const wave = (count: number, phase: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(phase + 1.7 * i));
const samples = Array.from({ length: 12 }, (_, b) => wave(36, 0.3).slice(b * 3, b * 3 + 3));
const mlp = (outputs: number): Mlp => ({ inputs: 3, hidden: 5, outputs });

function assertNear(found: unknown, expected: number, tolerance: number): void {
  assert.ok(Math.abs((found as number) / expected - 1) < tolerance, `${String(found)}, not ${expected}`);
}

/** Largest singular value of each sample's Jacobian. */
function singularValues(network: Mlp, weights: number[]): number[] {
  return samples.map((x) => {
    const rows = mlpJacobian(network, weights, x);
    const gram = rows[0]!.flatMap((_, i) =>
      rows[0]!.map((__, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    );
    return Math.sqrt(symmetricEigenvalues(Float64Array.from(gram), network.inputs)[0]!);
  });
}

function assertExact(jacobian: ReportJacobian, weights: number[], steps: number): void {
  const network = mlp(4);
  assert.equal(weights.length, mlpSize(network));
  assert.deepEqual([jacobian.step, jacobian.samples, jacobian.exact], [steps, 12, true]);
  assert.equal(jacobian.standardError, 0);
  assertNear(jacobian.norm, Math.sqrt(meanSquaredNorm(network, weights, samples)), 1e-5);
  const squares = samples.map((x) => meanSquaredNorm(network, weights, [x]));
  const mean = squares.reduce((sum, value) => sum + value, 0) / 12;
  const variance = squares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 11;
  assertNear(jacobian.sampleError, Math.sqrt(variance / 12) / (2 * Math.sqrt(mean)), 1e-4);
}

describe('the Jacobian of a training', () => {
  it('of a network by hand: exact, with singular values, entries and variables', async () => {
    const { jacobian, weights } = await trained('tanh');
    assertExact(jacobian, weights, 3);
    const singular = singularValues(mlp(4), weights);
    assertNear(jacobian.lipschitz!.largest, Math.max(...singular), 1e-5);
    assertNear(jacobian.lipschitz!.mean, singular.reduce((sum, value) => sum + value, 0) / 12, 1e-5);
    assert.equal(jacobian.nearZero, 0);
    // ∂z_c/∂b2_c = 1, in each of the 4 outputs; ∂z_c/∂w2_hc = a_h.
    const { norm, standardError } = jacobian.variables.find(({ name }) => name === 'b2')!;
    assert.ok(Math.abs((norm as number) - 2) < 3 * (standardError as number), String(norm));
    assert.ok((standardError as number) < 0.3);
    const { robustness } = jacobian;
    const at = robustness!.points.map(({ gradientSign }) => gradientSign as number);
    assert.ok([robustness!.loss as number, ...at].every((loss, i, all) => i === 0 || loss > all[i - 1]!));
    assertNear(robustness!.scale, Math.sqrt(wave(36, 0.3).reduce((sum, value) => sum + value ** 2, 0) / 36), 1e-5);
  });

  it('of a regression with a penalty on weights, and of layers with softmax: the logits', async () => {
    const { jacobian, weights } = await trained('regression');
    assertExact(jacobian, weights, 3);
    assert.equal(jacobian.output!.logits, false);
    const fit = await trained('fit');
    assertExact(fit.jacobian, fit.weights, 3);
    assert.equal(fit.jacobian.output!.logits, true);
    assert.match(fit.jacobian.output!.layer!, /Dense2/);
  });

  it('by projections where it has many outputs: within its standard error', async () => {
    const { jacobian, weights } = await trained('wide');
    const exact = Math.sqrt(meanSquaredNorm(mlp(40), weights, samples));
    assert.equal(jacobian.exact, false);
    const [norm, error] = [jacobian.norm as number, jacobian.standardError as number];
    assert.ok(Math.abs(norm - exact) < 3 * error, `${norm} ± ${error}, not ${exact}`);
    assert.ok(error > 0 && error < 0.1 * exact);
    const singular = singularValues(mlp(40), weights);
    assertNear(jacobian.lipschitz!.largest, Math.max(...singular), 1e-3);
  });

  it('of the convolutional network of 10_jacobian', async () => {
    const { expected } = readReference<{ expected: { squared_norm: number } }>('10_jacobian');
    const { jacobian } = await trained('cnn', 2);
    assertNear(jacobian.norm, Math.sqrt(expected.squared_norm), 1e-6);
    assert.equal(jacobian.samples, 8);
  });

  it('holds batch statistics constant, and says so', async () => {
    const { jacobian, weights } = await trained('normalized');
    const [w, gamma] = [weights.slice(0, 9), weights.slice(9, 12)];
    const h = samples.map((x) => [0, 1, 2].map((c) => x.reduce((sum, value, i) => sum + value * w[i * 3 + c]!, 0)));
    let square = 0;
    for (let c = 0; c < 3; c++) {
      const mean = h.reduce((sum, row) => sum + row[c]!, 0) / 12;
      const variance = h.reduce((sum, row) => sum + (row[c]! - mean) ** 2, 0) / 12;
      for (let i = 0; i < 3; i++) square += (w[i * 3 + c]! * gamma[c]!) ** 2 / (variance + 1e-3);
    }
    assertNear(jacobian.norm, Math.sqrt(square), 1e-4);
    assert.match(jacobian.notes.join(' '), /held constant/);
  });

  it('is taken at the output of an embedding', async () => {
    const { jacobian, weights } = await trained('embedding');
    // The dense layer's kernel is the Jacobian.
    const square = weights.slice(14, 14 + 18).reduce((sum, value) => sum + value ** 2, 0);
    assertNear(jacobian.norm, Math.sqrt(square), 1e-5);
    assert.match(jacobian.notes.join(' '), /embedding/);
  });

  it('says why there is none where samples depend on each other', async () => {
    const { jacobian } = await trained('mixed');
    assert.equal(jacobian.norm, null);
    assert.match(jacobian.notes.join(' '), /depend on other samples/);
  });

  it('says why there is none where the inputs go through the model in pieces', async () => {
    const { report } = await trainJson(['examples/iris/train.js', '--jacobian'], ['10']);
    const { jacobian } = report.trainings[0]!;
    assert.equal(jacobian!.norm, null);
    assert.match(jacobian!.notes.join(' '), /in pieces/);
  });

  it('comes without being asked for, with the anchors, and not where nothing is measured', async () => {
    const { jacobian, weights } = await trained('tanh', 60, []);
    assertExact(jacobian, weights, 60);
    assert.equal(jacobian.lipschitz, null);
    const { training } = await trained('tanh', 3, ['--curvature-every', '0']);
    assert.equal(training.jacobian, null);
  });

  for (const kind of ['penalty', 'fitPenalty']) {
    it(`of a training with its own penalty on it (${kind}), whose loss replays`, async () => {
      const { jacobian, weights, training } = await trained(kind);
      assert.deepEqual([training.lossProgram!.replays, training.lossProgram!.why], [true, null]);
      assert.ok((jacobian.norm as number) > 0, jacobian.notes.join(' '));
      if (kind === 'penalty') assertExact(jacobian, weights, 3);
      const [data, penalty, ...others] = training.terms;
      assert.deepEqual([data!.lambda, penalty!.name, penalty!.lambda, others], [null, 'jacobian', 0.1, []]);
      assert.ok((penalty!.value as number) > 0 && (penalty!.gradientNorm as number) > 0);
      const sum = (data!.value as number) + (penalty!.value as number);
      assertNear(training.termSum!.value, sum, 1e-5);
      assert.ok((training.termSum!.difference as number) < 1e-5);
      assert.ok(training.curvature!.eigenvalues.length > 0, training.curvature!.notes.join(' '));
    });
  }
});
