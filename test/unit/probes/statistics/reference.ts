/** Statistics and histogram by their definitions, in float64, with logarithms instead of bits. */
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../../../src/protocol/records.js';
import type { ElementStatistics } from '../../../../src/statistics/elementStatistics.js';

export function referenceStatistics(values: readonly number[]): ElementStatistics {
  const floats = values.map(Math.fround);
  const finite = floats.filter(Number.isFinite);
  const add = (a: number, b: number) => a + b;
  return {
    count: values.length,
    sum: finite.reduce(add, 0),
    sumOfSquares: finite.map((value) => value * value).reduce(add, 0),
    min: finite.length > 0 ? finite.reduce((a, b) => (b < a ? b : a)) : NaN,
    max: finite.length > 0 ? finite.reduce((a, b) => (b > a ? b : a)) : NaN,
    zeros: floats.filter((value) => value === 0).length,
    nan: floats.filter(Number.isNaN).length,
    inf: floats.filter((value) => Math.abs(value) === Infinity).length,
  };
}

export function referenceHistogram(values: readonly number[]): number[] {
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const value of values.map(Math.fround)) {
    if (Number.isNaN(value)) continue;
    const size = Math.abs(value);
    let bin = 0;
    while (bin < HISTOGRAM_SIDE && size >= 2 ** (LOWEST_EXPONENT + bin)) bin++;
    counts[HISTOGRAM_SIDE + Math.sign(value) * bin]!++;
  }
  return counts;
}
