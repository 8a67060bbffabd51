import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { makeFolds, rowsOutside } from '../../../src/regularization/lambda/folds.js';
import { overRuns, selectLambda } from '../../../src/regularization/lambda/lambdaSelection.js';

interface Ridge {
  grid: { lambda: number; fold_mse: number[]; cv_mse: number; cv_standard_error: number }[];
  best_index: number;
  one_standard_error_index: number;
}
const { expected } = JSON.parse(readFileSync('test/reference/13_ridge.json', 'utf8')) as { expected: Ridge };
const close = (actual: number, wanted: number) =>
  assert.ok(Math.abs(actual - wanted) <= 1e-12 * Math.abs(wanted), `${actual} is not ${wanted}`);

describe('selection of λ', () => {
  it('finds means, errors, the best and the one-standard-error λ of the ridge reference from its folds', () => {
    const candidates = expected.grid.map(({ lambda, fold_mse }) => ({ value: lambda, ...overRuns(fold_mse) }));
    candidates.forEach(({ mean, standardError }, i) => {
      close(mean!, expected.grid[i]!.cv_mse);
      close(standardError!, expected.grid[i]!.cv_standard_error);
    });
    const { best, oneStandardError } = selectLambda(candidates, 'lower');
    assert.deepEqual([best, oneStandardError], [expected.best_index, expected.one_standard_error_index]);
  });

  it('prefers the highest where more is better, and never one that failed', () => {
    const of = (means: (number | null)[], standardError: number | null = 0.05) =>
      means.map((mean, value) => ({ value, mean, standardError }));
    assert.deepEqual(selectLambda(of([0.7, 0.9, 0.87, 0.6]), 'higher'), { best: 1, oneStandardError: 2 });
    assert.deepEqual(selectLambda(of([null, 2, 3]), 'lower'), { best: 1, oneStandardError: 1 });
    assert.deepEqual(selectLambda(of([null, null]), 'lower'), { best: null, oneStandardError: null });
    assert.deepEqual(selectLambda(of([3, 2, 4], null), 'lower'), { best: 1, oneStandardError: null });
  });

  it('knows no error of a single run', () => {
    assert.deepEqual(overRuns([3]), { mean: 3, standardError: null });
    assert.deepEqual(overRuns([]), { mean: null, standardError: null });
  });
});

describe('folds', () => {
  it('are disjoint, cover all rows, differ in size by at most one, and are the same each time', () => {
    for (const [n, k] of [
      [15, 5],
      [17, 5],
      [2, 2],
      [100, 7],
    ] as const) {
      const folds = makeFolds(n, k, 1);
      assert.equal(folds.length, k);
      assert.deepEqual(
        folds.flat().sort((a, b) => a - b),
        Array.from({ length: n }, (_, i) => i),
      );
      const sizes = folds.map(({ length }) => length);
      assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
      assert.deepEqual(makeFolds(n, k, 1), folds);
      assert.notDeepEqual(n > 10 ? makeFolds(n, k, 2) : [], folds);
      assert.deepEqual([...rowsOutside(n, folds[0]!), ...folds[0]!].sort((a, b) => a - b).length, n);
    }
  });
  it('need as many samples as there are folds', () => {
    assert.throws(() => makeFolds(4, 5, 1), RangeError);
    assert.throws(() => makeFolds(4, 1, 1), RangeError);
  });
});
