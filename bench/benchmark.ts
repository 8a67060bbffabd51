/** What a benchmark is: it measures pairs in one run, so that a drift of the machine's speed hits both sides alike. */

export interface Benchmark {
  name: string;
  /** `quick`: fewer pairs, for continuous integration; the targets are the same. */
  run(quick: boolean): Promise<BenchmarkRow[]>;
}

export interface BenchmarkRow {
  what: string;
  /** What the left and right side of the ratio are. */
  ratioOf: string;
  ratio: Estimate;
  /** Largest ratio that is allowed; null: reported only. */
  target: number | null;
  /** Absolute figures of this run, for orientation only. */
  note: string;
}

/** A median with a 95 % confidence interval. */
export interface Estimate {
  median: number;
  lower: number;
  upper: number;
  pairs: number;
}

/**
 * Median of the ratios left[i] / right[i], with the distribution-free interval between order statistics k and n + 1 − k,
 * where k is the largest number with 2·P(Binomial(n, ½) < k) ≤ 0.05 (Conover, Practical Nonparametric Statistics, 3.2).
 * Below 6 pairs no such k exists and the interval is the whole range.
 */
export function pairedRatio(left: readonly number[], right: readonly number[]): Estimate {
  const n = Math.min(left.length, right.length);
  if (n === 0) throw new Error('no pairs were measured');
  const ratios = Array.from({ length: n }, (_, i) => left[i]! / right[i]!).sort((a, b) => a - b);
  const k = medianBoundRank(n);
  const middle = (ratios[Math.floor((n - 1) / 2)]! + ratios[Math.ceil((n - 1) / 2)]!) / 2;
  return { median: middle, lower: ratios[k - 1]!, upper: ratios[n - k]!, pairs: n };
}

function medianBoundRank(n: number): number {
  let probability = 0.5 ** n; // P(X = 0)
  let below = 0;
  let k = 0;
  while (2 * (below + probability) <= 0.05) {
    below += probability;
    probability *= (n - k) / (k + 1);
    k++;
  }
  return Math.max(k, 1);
}

/** Whether a row misses its target for sure: the whole interval lies above it, or there is no number. */
export function misses(row: BenchmarkRow): boolean {
  return row.target !== null && !(row.ratio.lower <= row.target);
}
