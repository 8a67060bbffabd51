/** The folds of a cross-validation: the same for the same number of samples, whatever runs them. */
import { createRandom } from '../../curvature/random.js';

/**
 * Rows 0 to n − 1 in k disjoint folds, whose sizes differ by at most one: a shuffle by the seed (Fisher and Yates), cut into k pieces, each
 * in rising order. Stone 1974.
 * @throws RangeError where there are fewer samples than folds, or fewer than two folds.
 */
export function makeFolds(samples: number, k: number, seed: number): number[][] {
  if (k < 2 || k > samples) throw new RangeError(`${samples} samples make no ${k} folds`);
  const random = createRandom(seed);
  const rows = Array.from({ length: samples }, (_, i) => i);
  for (let i = samples - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
  const start = (fold: number) => Math.floor((fold * samples) / k);
  return Array.from({ length: k }, (_, fold) => rows.slice(start(fold), start(fold + 1)).sort((a, b) => a - b));
}

/** The rows that are not in a fold, in rising order. */
export function rowsOutside(samples: number, fold: readonly number[]): number[] {
  const left = new Set(fold);
  return Array.from({ length: samples }, (_, i) => i).filter((row) => !left.has(row));
}
