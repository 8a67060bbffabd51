import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { GRADIENT_COLUMNS, HISTOGRAM_BINS } from '../../../src/protocol/records.js';
import { elementStatistics } from './support/plainReader.js';
import { watch, type Watched } from './support/watch.js';

// Float64 references made with JAX, not by our code (test/reference): losses and gradients of TensorFlow.js' optimizers.
interface Run {
  loss: number[];
  gradient_norm: number[];
  settings: { learningRate: number };
  final_weights: Record<string, { values: number[] }>;
}
interface Model {
  expected: { loss_value: number; gradient: Record<string, { values: number[] }> };
}
const reference = <T>(name: string) => JSON.parse(readFileSync(`test/reference/${name}.json`, 'utf8')) as T;
const RUNS = ['sgd', 'momentum', 'nesterov', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'adamax'];

/** `scale`: what the error is relative to, where the value itself nears zero. */
const near = (value: number, expected: number, tolerance: number, what: string, scale = Math.abs(expected)) =>
  assert.ok(Math.abs(value - expected) <= tolerance * scale, `${what}: ${value}, not ${expected}`);
const euclid = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

describe('numbers of a step against float64 references', function () {
  this.timeout(60_000);

  describe('eight optimizers, 50 steps on two models', () => {
    let watched: Watched;
    before(() => {
      watched = watch('optimizers.cjs', { env: { MODELS: '01_linear,03_iris', RUNS: RUNS.join() } });
    });

    for (const [at, model] of ['linear', 'iris'].entries()) {
      for (const [index, name] of RUNS.entries()) {
        it(`${name} on ${model}`, () => {
          const { runs } = reference<{ expected: { runs: Record<string, Run> } }>(`11_optimizers_${model}`).expected;
          const run = runs[name]!;
          const id = at * RUNS.length + index;
          const steps = watched.steps.filter((step) => step.id === id);
          assert.equal(steps.length, 50);
          // What float32 itself does to these trajectories: 2.6e-6; Adam 3e-5; RMSProp on iris at the edge of stability.
          const tolerance = name === 'rmsprop' && model === 'iris' ? 2e-2 : 2e-4;
          for (const [k, { payload }] of steps.entries()) {
            near(payload.loss!, run.loss[k]!, tolerance, `loss ${k}`);
            const gradients = payload.norms.filter((_, column) => column % 3 === 0);
            near(euclid([...gradients]), run.gradient_norm[k]!, tolerance, `gradient norm ${k}`, run.gradient_norm[0]);
            assert.equal(payload.learningRate, run.settings.learningRate);
          }
          const last = steps.at(-1)!.payload;
          watched.trainings[id]!.variables.forEach((variable, row) => {
            const weights = run.final_weights[variable.name]!.values;
            near(last.norms[row * 3 + 1]!, euclid(weights), tolerance * 10, `weight norm of ${variable.name}`);
          });
          if (name !== 'sgd') return;
          for (const { payload } of steps) {
            payload.norms.forEach((norm, i) => {
              const gradient = payload.norms[i - 2]!;
              // Rounding of the weights, not of the update, sets the error.
              if (i % 3 === 2) near(norm, run.settings.learningRate * gradient, 1e-3, 'update of gradient descent');
            });
          }
        });
      }
    }
  });

  describe('one gradient, element by element', () => {
    const names = ['02_mlp', '03_iris', '04_cnn'];
    let watched: Watched;
    before(() => {
      watched = watch('optimizers.cjs', { env: { MODELS: names.join(), RUNS: 'one' } });
    });

    for (const [id, name] of names.entries()) {
      it(name, () => {
        const { expected } = reference<Model>(name);
        const { payload, extras } = watched.steps.find((step) => step.id === id)!;
        near(payload.loss!, expected.loss_value, 1e-6, 'loss');
        watched.trainings[id]!.variables.forEach((variable, row) => {
          const values = expected.gradient[variable.name]!.values;
          const bins = new Uint32Array(HISTOGRAM_BINS);
          const exact = elementStatistics(values, bins);
          const mean = exact.sum / exact.count;
          const std = Math.sqrt(exact.sumOfSquares / exact.count - mean * mean);
          const size = Math.max(Math.abs(exact.min), Math.abs(exact.max));
          const column = (key: (typeof GRADIENT_COLUMNS)[number]) =>
            payload.gradient[row * GRADIENT_COLUMNS.length + GRADIENT_COLUMNS.indexOf(key)]!;
          near(payload.norms[row * 3]!, euclid(values), 2e-6, `${variable.name} norm`);
          for (const [key, value] of Object.entries({ mean, std, min: exact.min, max: exact.max })) {
            const measured = column(key as 'mean');
            assert.ok(Math.abs(measured - value) <= 3e-6 * size, `${variable.name} ${key}: ${measured}, not ${value}`);
          }
          assert.equal(column('nan') + column('inf'), 0);
          // Rounding moves an element that lies on the edge of a bin, and turns tiny ones into zeros.
          const counts = Array.from(extras.histogram!.gradient).slice(row * HISTOGRAM_BINS, (row + 1) * HISTOGRAM_BINS);
          const moved = counts.reduce((sum, count, bin) => sum + Math.abs(count - bins[bin]!), 0) / 2;
          assert.equal(
            counts.reduce((sum, count) => sum + count, 0),
            exact.count,
          );
          assert.ok(
            moved <= Math.max(1, 0.02 * exact.count),
            `${variable.name}: ${moved} of ${exact.count} in other bins`,
          );
        });
      });
    }
  });
});
