/** Tunings to be drawn: the ridge reference, one that runs, one with failures, and one of the program's own validation. */
import { readFileSync } from 'node:fs';
import type { TunedValue, TuneResult } from '../../../src/protocol/tune.js';
import type { TuneShown } from '../../../src/protocol/tuneView.js';
import { overRuns, selectLambda } from '../../../src/regularization/lambda/lambdaSelection.js';

interface Point {
  lambda: number;
  coefficients: number[];
  training_mse: number;
  fold_mse: number[];
}

export function madeUpTunings(): Record<'tuning' | 'tuning-running' | 'tuning-failed' | 'tuning-own', TuneShown> {
  const file = 'test/reference/13_ridge.json';
  const { grid } = (JSON.parse(readFileSync(file, 'utf8')) as { expected: { grid: Point[] } }).expected;
  const points = grid.slice(8);
  const values = points.map(valueOf);
  const failing = values.map((value, i) =>
    i < 2 ? { ...value, ...NOTHING, failed: 'The validation is NaN or infinite.', coefficients: null } : value,
  );
  const own = values.map((value) => ({
    ...value,
    validation: { mean: 1 - value.validation.mean! / 4, standardError: value.validation.standardError! / 16 },
    training: { mean: 1 - value.training.mean! / 4, standardError: null },
    spread: 0.0123,
    coefficients: null,
  }));
  const all = (made: TunedValue[], changes: Partial<TuneResult> = {}) => resultOf(made, changes);
  return {
    tuning: { result: all(values), state: 'ended', message: null, now: 0.1 },
    'tuning-running': {
      result: all(
        values.map((value, i) => (i < 5 ? value : { ...value, ...NOTHING, runs: [], coefficients: null })),
        { jobs: { planned: 72, done: 31, failed: 0, reused: 12 } },
      ),
      ...{ state: 'running', message: null, now: 0.1 },
    },
    'tuning-failed': { result: all(failing), state: 'ended', message: null, now: 0.03 },
    'tuning-own': {
      result: all(own, {
        ...{ metric: { name: 'accuracy', better: 'higher' }, folds: null, repeats: 3, deterministic: false },
      }),
      ...{ state: 'stopped', message: null, now: 0.1 },
    },
  };
}

const NOTHING = { validation: { mean: null, standardError: null }, training: { mean: null, standardError: null } };

function valueOf({ lambda, coefficients, training_mse, fold_mse }: Point): TunedValue {
  return {
    ...{ value: lambda, validation: overRuns(fold_mse), spread: null, failed: null },
    training: { mean: training_mse, standardError: training_mse / 12 },
    runs: fold_mse.map((validation, fold) => ({
      ...{ fold, repeat: 0, validation, training: training_mse, failed: null, milliseconds: 900 },
    })),
    coefficients: coefficients.slice(1),
  };
}

function resultOf(values: TunedValue[], changes: Partial<TuneResult>): TuneResult {
  const metric = changes.metric ?? { name: 'loss', better: 'lower' as const };
  const candidates = values.map(({ value, validation }) => ({ value, ...validation }));
  return {
    ...{ folder: '/home/ada/ridge/.gradlens/tune/1', program: { file: '/home/ada/ridge/ridge.js', args: [] } },
    lambda: { name: 'lambda', file: '/home/ada/ridge/ridge.js', line: 5, value: 0.1 },
    ...{ metric, folds: { count: 5, samples: 15, seed: 1 }, repeats: 1, deterministic: true, stopped: 'end' as const },
    jobs: { planned: 72, done: 72, failed: values.filter(({ failed }) => failed !== null).length * 5, reused: 0 },
    values,
    ...selectLambda(candidates, metric.better),
    ...changes,
  };
}
