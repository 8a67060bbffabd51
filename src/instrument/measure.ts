/** From element statistics to the columns of a step record. */
import type { Moments, Size } from '../probes/statistics/reader.js';
import type { ElementStatistics } from '../statistics/elementStatistics.js';
import { GRADIENT_COLUMNS, HISTOGRAM_BINS, NORM_COLUMNS, WEIGHT_COLUMNS } from '../protocol/records.js';
import type { VariableStatistics } from './sink.js';

/** Euclidean norm over all elements: NaN or Infinity where an element is. */
export function norm(statistics: Size): number {
  if (statistics.nan > 0) return NaN;
  return statistics.inf > 0 ? Infinity : Math.sqrt(statistics.sumOfSquares);
}

/** Moments over finite elements (standard deviation of the population), zeros as a share of all. */
export function variableStatistics(statistics: ElementStatistics): VariableStatistics {
  const mean = meanOf(statistics);
  return {
    norm: norm(statistics),
    mean,
    std: deviationAround(mean, statistics),
    min: statistics.min,
    max: statistics.max,
    zeros: statistics.zeros / statistics.count,
    nan: statistics.nan,
    inf: statistics.inf,
  };
}

function meanOf({ count, sum, nan, inf }: Moments): number {
  return sum / (count - nan - inf);
}

function deviationAround(mean: number, { count, sumOfSquares, nan, inf }: Moments): number {
  return Math.sqrt(Math.max(0, sumOfSquares / (count - nan - inf) - mean * mean));
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

/** Rows of a block of histograms that no measurement has written hold no counts. */
export function clearUnmeasured(block: Uint32Array, rows: readonly (Size | null)[]): void {
  rows.forEach((statistics, row) => {
    if (!statistics) block.fill(0, row * HISTOGRAM_BINS, (row + 1) * HISTOGRAM_BINS);
  });
}

export type Measured = (ElementStatistics | null)[];

/** variables × NORM_COLUMNS; NaN where not measured. */
export function normColumns(
  gradient: Measured,
  weight: readonly (Size | null)[],
  update: readonly (Size | null)[],
): Float64Array {
  const columns = new Float64Array(gradient.length * NORM_COLUMNS.length);
  for (let row = 0, at = 0; row < gradient.length; row++, at += NORM_COLUMNS.length) {
    columns[at] = normOf(gradient[row]);
    columns[at + 1] = normOf(weight[row]);
    columns[at + 2] = normOf(update[row]);
  }
  return columns;
}

const normOf = (statistics: Size | null | undefined) => (statistics ? norm(statistics) : NaN);

// Written at every step, number by number: objects between would be work for the garbage collector.

export function gradientColumns(gradient: Measured): Float32Array {
  const columns = new Float32Array(gradient.length * GRADIENT_COLUMNS.length);
  for (let row = 0, at = 0; row < gradient.length; row++, at += GRADIENT_COLUMNS.length) {
    const statistics = gradient[row];
    if (!statistics) {
      columns.fill(NaN, at, at + GRADIENT_COLUMNS.length);
      continue;
    }
    const mean = meanOf(statistics);
    columns[at] = mean;
    columns[at + 1] = deviationAround(mean, statistics);
    columns[at + 2] = statistics.min;
    columns[at + 3] = statistics.max;
    columns[at + 4] = statistics.zeros / statistics.count;
    columns[at + 5] = statistics.nan;
    columns[at + 6] = statistics.inf;
  }
  return columns;
}

export function weightColumns(weight: readonly (Moments | null)[]): Float32Array {
  const columns = new Float32Array(weight.length * WEIGHT_COLUMNS.length);
  for (let row = 0, at = 0; row < weight.length; row++, at += WEIGHT_COLUMNS.length) {
    const moments = weight[row];
    if (!moments) {
      columns.fill(NaN, at, at + WEIGHT_COLUMNS.length);
      continue;
    }
    const mean = meanOf(moments);
    columns[at] = mean;
    columns[at + 1] = deviationAround(mean, moments);
    columns[at + 2] = moments.nan;
    columns[at + 3] = moments.inf;
  }
  return columns;
}
