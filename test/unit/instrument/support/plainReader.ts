import type { Tensor } from '@tensorflow/tfjs-core';
import type { StatisticsReader } from '../../../../src/probes/statistics/reader.js';
import type { ElementStatistics } from '../../../../src/statistics/elementStatistics.js';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../../../src/protocol/records.js';

/** The reader's contract in the fewest words: what the hooks are tested with. */
export const plainReader: StatisticsReader = {
  measure: (tensor, histograms, at = 0) => elementStatistics(tensor.dataSync(), row(histograms, at)),
  measureDifference: (before, after) => elementStatistics(difference(before, after), null),
  measureUpdate(before, after, histograms, at = 0) {
    return {
      update: elementStatistics(difference(before, after), row(histograms && histograms.update, at)),
      weight: elementStatistics(after.dataSync(), row(histograms && histograms.weight, at)),
    };
  },
};

function difference(before: Tensor, after: Tensor): ArrayLike<number> {
  const old = before.dataSync();
  return after.dataSync().map((value, at) => value - old[at]!);
}

function row(histograms: Uint32Array | null, index: number): Uint32Array | null {
  return histograms && histograms.subarray(index * HISTOGRAM_BINS, (index + 1) * HISTOGRAM_BINS).fill(0);
}

export function elementStatistics(values: ArrayLike<number>, histogram: Uint32Array | null): ElementStatistics {
  const all = Array.from(values);
  const finite = all.filter(Number.isFinite);
  for (const value of all) if (histogram && !Number.isNaN(value)) histogram[bin(value)]!++;
  return {
    count: all.length,
    sum: finite.reduce((sum, value) => sum + value, 0),
    sumOfSquares: finite.reduce((sum, value) => sum + value * value, 0),
    min: finite.length ? Math.min(...finite) : NaN,
    max: finite.length ? Math.max(...finite) : NaN,
    zeros: all.filter((value) => value === 0).length,
    nan: all.filter(Number.isNaN).length,
    inf: all.filter((value) => Math.abs(value) === Infinity).length,
  };
}

function bin(value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  if (value === 0 || exponent < LOWEST_EXPONENT) return HISTOGRAM_SIDE;
  const distance = Math.min(exponent - LOWEST_EXPONENT, HISTOGRAM_SIDE - 1) + 1;
  return HISTOGRAM_SIDE + Math.sign(value) * distance;
}
