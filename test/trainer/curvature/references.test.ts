/** Curvature as `gradlens train --json` prints it, against float64 references that another library made. */
import assert from 'node:assert/strict';
import type { ReportCurvature } from '../../../src/protocol/report.js';
import { readReference } from '../../support/referenceModel.js';
import { program } from '../support/runProgram.js';
import { trainJson } from '../cli/gradlens.js';

interface Trajectories {
  expected: { steps: number; runs: Record<string, { settings: object; lambda1: number[] }> };
}

const PROGRAM = program('curvature/reference.cjs');

async function curvatureOf(network: string, optimizer: string, settings: object, steps: number, options: string[]) {
  const args = [network, optimizer, JSON.stringify(settings), String(steps)];
  const { report, stderr, status } = await trainJson([PROGRAM, ...options], args);
  assert.equal(status, 0, stderr);
  const [training] = report.trainings;
  assert.equal(training!.steps, steps);
  assert.equal(training!.lossProgram?.replays, true);
  return { training: training!, curvature: training!.curvature! };
}

/** Differences of the track from the reference, each relative to the reference's λ1. */
function errors({ track }: ReportCurvature, lambda1: readonly number[]): number[] {
  assert.deepEqual(
    track.map(({ step }) => step),
    lambda1.slice(1).map((_, i) => i + 1),
    'one λ1 a step',
  );
  return track.map(({ step, value }) => Math.abs((value as number) - lambda1[step]!) / Math.abs(lambda1[step]!));
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

describe('curvature against float64 references', () => {
  for (const [network, file] of [
    ['01_linear', '11_optimizers_linear'],
    ['03_iris', '11_optimizers_iris'],
  ] as const) {
    const { steps, runs } = readReference<Trajectories>(file).expected;
    for (const name of network === '01_linear' ? Object.keys(runs) : ['sgd', 'momentum', 'adam', 'rmsprop']) {
      it(`${network} by ${name}: λ1 at each of ${steps} steps`, async () => {
        const { settings, lambda1 } = runs[name]!;
        const { curvature } = await curvatureOf(network, name, settings, steps, ['--curvature-every', '1']);
        const found = errors(curvature, lambda1);
        assert.ok(median(found) < 1e-4, `median ${median(found)}`);
        // A warm measurement of three products lags where λ1 moves fast.
        assert.ok(
          Math.max(...found) < 2e-2,
          `largest ${Math.max(...found)} at step ${found.indexOf(Math.max(...found)) + 1}`,
        );
        const { standardError } = curvature.sample ?? { standardError: null };
        assert.equal(standardError, null, 'all of the data has no error of the sample');
      });
    }
  }

  it('12: gradient descent at the edge of stability, λ1 and the limit', async () => {
    interface Stability {
      expected: {
        gradient_descent: {
          settings: { learningRate: number };
          lambda1: number[];
          steps: number;
          stability_limit: number;
        };
      };
    }
    const { gradient_descent: run } = readReference<Stability>('12_stability').expected;
    const options = ['--curvature-every', '1'];
    const { curvature } = await curvatureOf('03_iris', 'sgd', run.settings, 60, options);
    const found = errors(curvature, run.lambda1.slice(0, 61));
    assert.ok(median(found) < 1e-3, `median ${median(found)}`);
    const { limit } = curvature.stability!;
    assert.ok(Math.abs((limit as number) - run.stability_limit) < 1e-6 * run.stability_limit, String(limit));
  });

  it('12: λ1 preconditioned by Adam', async () => {
    interface Stability {
      expected: {
        adam: { settings: object; preconditioned_lambda1_last_P: (number | null)[]; stability_limit: number };
      };
    }
    const { adam } = readReference<Stability>('12_stability').expected;
    const steps = 20;
    const { curvature } = await curvatureOf('03_iris', 'adam', adam.settings, steps, ['--curvature', '1']);
    const expected = adam.preconditioned_lambda1_last_P[steps]!;
    const { value, limit } = curvature.stability!;
    assert.ok(Math.abs((limit as number) - adam.stability_limit) < 1e-5 * adam.stability_limit);
    assert.ok(Math.abs((value as number) - expected) < 5e-3 * expected, `${String(value)}, not ${expected}`);
  });

  for (const network of ['02_mlp', '03_iris']) {
    it(`${network}: eigenvalues, trace and condition at the given weights`, async () => {
      const { hessian } = readReference(network).expected;
      const options = ['--curvature', '10', '--density'];
      const { curvature } = await curvatureOf(network, 'sgd', { learningRate: 0 }, 1, options);
      const scale = Math.abs(hessian.largest[0]!);
      for (const [name, list, expected] of [
        ['largest', curvature.eigenvalues, hessian.largest],
        ['smallest', curvature.smallest, hessian.smallest],
      ] as const) {
        assert.equal(list.length, 10);
        list.forEach(({ value }, i) =>
          assert.ok(
            Math.abs((value as number) - expected[i]!) < 1e-5 * scale,
            `${name} ${i}: ${String(value)}, not ${expected[i]!}`,
          ),
        );
      }
      const { trace, density, samples } = curvature;
      const distance = Math.abs((trace!.value as number) - hessian.trace);
      assert.ok(
        distance <= 3 * (trace!.standardError as number) + 1e-5 * scale * hessian.parameters,
        `trace off by ${distance}`,
      );
      assert.ok(density !== null && density.grid.length > 10);
      assert.equal(samples, readReference(network).model.inputs['x']!.shape[0]);
    });
  }

  it('verifies in float64, and takes the Newton step', async () => {
    const options = ['--newton', '--verify'];
    const { training } = await curvatureOf('01_linear', 'sgd', { learningRate: 0.1 }, 3, options);
    const quantities = training.verify.map(({ quantity }) => quantity);
    const expected = [
      'loss',
      'gradient norm of dense/kernel',
      'gradient norm of dense/bias',
      'Hessian-vector product',
      'λ1',
    ];
    assert.deepEqual(quantities.sort(), expected.sort());
    for (const { quantity, relativeError } of training.verify) assert.ok((relativeError as number) < 1e-5, quantity);
    const { newton } = training;
    // A quadratic loss: the model is the loss, and one step reaches the minimum.
    assert.ok(
      Math.abs((newton!.predicted as number) - (newton!.actual as number)) < 1e-4 * (newton!.predicted as number),
    );
    assert.equal(newton!.why, null);
  });
});
