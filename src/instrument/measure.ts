/** From element statistics to the columns of a step record. */
import type { ElementStatistics, Moments, Size } from '../probes/statistics/reader.js';
import { GRADIENT_COLUMNS, HISTOGRAM_BINS, NORM_COLUMNS, WEIGHT_COLUMNS } from '../protocol/records.js';
import type { VariableStatistics } from './sink.js';

/** Euclidean norm over all elements: NaN or Infinity where an element is. */
export function norm(statistics: Size): number {
  if (statistics.nan > 0) return NaN;
  return statistics.inf > 0 ? Infinity : Math.sqrt(statistics.sumOfSquares);
}

/** Moments over finite elements (standard deviation of the population), zeros as a share of all. */
export function variableStatistics(statistics: ElementStatistics): VariableStatistics {
  return {
    norm: norm(statistics),
    ...meanAndDeviation(statistics),
    min: statistics.min,
    max: statistics.max,
    zeros: statistics.zeros / statistics.count,
    nan: statistics.nan,
    inf: statistics.inf,
  };
}

function meanAndDeviation({ count, sum, sumOfSquares, nan, inf }: Moments): { mean: number; std: number } {
  const finite = count - nan - inf;
  const mean = sum / finite;
  return { mean, std: Math.sqrt(Math.max(0, sumOfSquares / finite - mean * mean)) };
}

/** Statistics of −x from those of x. */
export function negated(statistics: ElementStatistics): ElementStatistics {
  return { ...statistics, sum: -statistics.sum, min: -statistics.max, max: -statistics.min };
}

/** Writes the counts of −x, from those of x, at the same row of `target`. */
export function mirrorHistogram(source: Uint32Array, target: Uint32Array, row: number): void {
  const start = row * HISTOGRAM_BINS;
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
    target[start + bin] = source[start + HISTOGRAM_BINS - 1 - bin]!;
  }
}

export type Measured = (ElementStatistics | null)[];

/** variables × NORM_COLUMNS; NaN where not measured. */
export function normColumns(
  gradient: Measured,
  weight: readonly (Size | null)[],
  update: readonly (Size | null)[],
): Float64Array {
  const columns = new Float64Array(gradient.length * NORM_COLUMNS.length).fill(NaN);
  for (let row = 0; row < gradient.length; row++) {
    const at = row * NORM_COLUMNS.length;
    if (gradient[row]) columns[at] = norm(gradient[row]!);
    if (weight[row]) columns[at + 1] = norm(weight[row]!);
    if (update[row]) columns[at + 2] = norm(update[row]!);
  }
  return columns;
}

export function gradientColumns(gradient: Measured): Float32Array {
  return columnsOf(gradient, GRADIENT_COLUMNS, variableStatistics);
}

export function weightColumns(weight: readonly (Moments | null)[]): Float32Array {
  return columnsOf(weight, WEIGHT_COLUMNS, (moments) => ({
    ...meanAndDeviation(moments),
    nan: moments.nan,
    inf: moments.inf,
  }));
}

function columnsOf<S, N extends string>(
  rows: readonly (S | null)[],
  names: readonly N[],
  valuesOf: (statistics: S) => Record<N, number>,
): Float32Array {
  const columns = new Float32Array(rows.length * names.length).fill(NaN);
  rows.forEach((statistics, row) => {
    if (!statistics) return;
    const values = valuesOf(statistics);
    names.forEach((name, column) => (columns[row * names.length + column] = values[name]));
  });
  return columns;
}
