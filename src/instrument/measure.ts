/** From element statistics to the columns of a step record. */
import type { ElementStatistics } from '../probes/statistics/reader.js';
import { GRADIENT_COLUMNS, HISTOGRAM_BINS, NORM_COLUMNS, WEIGHT_COLUMNS } from '../protocol/records.js';
import type { VariableStatistics } from './sink.js';

/** Euclidean norm over all elements: NaN or Infinity where an element is. */
export function norm(statistics: ElementStatistics): number {
  if (statistics.nan > 0) return NaN;
  return statistics.inf > 0 ? Infinity : Math.sqrt(statistics.sumOfSquares);
}

/** Moments over finite elements (standard deviation of the population), zeros as a share of all. */
export function variableStatistics(statistics: ElementStatistics): VariableStatistics {
  const finite = statistics.count - statistics.nan - statistics.inf;
  const mean = statistics.sum / finite;
  return {
    norm: norm(statistics),
    mean,
    std: Math.sqrt(Math.max(0, statistics.sumOfSquares / finite - mean * mean)),
    min: statistics.min,
    max: statistics.max,
    zeros: statistics.zeros / statistics.count,
    nan: statistics.nan,
    inf: statistics.inf,
  };
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
export function normColumns(gradient: Measured, weight: Measured, update: Measured): Float64Array {
  const columns = new Float64Array(gradient.length * NORM_COLUMNS.length).fill(NaN);
  gradient.forEach((_, row) => {
    [gradient[row], weight[row], update[row]].forEach((statistics, column) => {
      if (statistics) columns[row * NORM_COLUMNS.length + column] = norm(statistics);
    });
  });
  return columns;
}

export function gradientColumns(gradient: Measured): Float32Array {
  return columnsOf(gradient, GRADIENT_COLUMNS);
}

export function weightColumns(weight: Measured): Float32Array {
  return columnsOf(weight, WEIGHT_COLUMNS);
}

function columnsOf(rows: Measured, names: readonly (keyof VariableStatistics)[]): Float32Array {
  const columns = new Float32Array(rows.length * names.length).fill(NaN);
  rows.forEach((statistics, row) => {
    if (!statistics) return;
    const values = variableStatistics(statistics);
    names.forEach((name, column) => (columns[row * names.length + column] = values[name]));
  });
  return columns;
}
