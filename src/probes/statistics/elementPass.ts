/** Statistics and signed log2 histogram of float32 elements: one pass in JavaScript, by the bits of each element. */
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../protocol/records.js';
import type { ElementStatistics } from '../../statistics/elementStatistics.js';

const EXPONENT_BIAS = 127;
/** Exponent field of an element below which it counts as zero in the histogram. */
export const LOWEST_FIELD = LOWEST_EXPONENT + EXPONENT_BIAS;

/** Elements by sign and exponent field, that is by bits >>> 23. */
export const FIELDS = 512;
const counts = new Uint32Array(FIELDS);
const BIN_OF_FIELD = Uint8Array.from({ length: FIELDS }, (_, field) => binOf(field & 0xff, field >= 256));

/**
 * @param values the elements
 * @param histogram HISTOGRAM_BINS counts, overwritten; NaN is in no bin, ±Infinity in the last of its side.
 */
export function passOverElements(values: Float32Array, histogram: Uint32Array | null): ElementStatistics {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  counts.fill(0);
  let sum = 0;
  let sumOfSquares = 0;
  let min = Infinity;
  let max = -Infinity;
  let zeros = 0;
  let nan = 0;
  let inf = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value === 0) {
      sum += value;
      sumOfSquares += value * value;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value === 0) zeros++;
    } else if (value !== value) {
      nan++;
      continue;
    } else inf++;
    counts[bits[i]! >>> 23]!++;
  }
  if (histogram) {
    histogram.fill(0);
    for (let field = 0; field < FIELDS; field++) histogram[BIN_OF_FIELD[field]!]! += counts[field]!;
  }
  const empty = min > max;
  return {
    count: values.length,
    sum,
    sumOfSquares,
    min: empty ? NaN : min,
    max: empty ? NaN : max,
    zeros,
    nan,
    inf,
  };
}

/** Bin of an element by its 8-bit exponent field and its sign. */
function binOf(field: number, negative: boolean): number {
  if (field < LOWEST_FIELD) return HISTOGRAM_SIDE;
  const distance = Math.min(field - LOWEST_FIELD, HISTOGRAM_SIDE - 1) + 1;
  return negative ? HISTOGRAM_SIDE - distance : HISTOGRAM_SIDE + distance;
}

/** The row of tensor `index` in a block of histograms. */
export function histogramRow(histograms: Uint32Array | null, index: number): Uint32Array | null {
  return histograms ? histograms.subarray(index * HISTOGRAM_BINS, (index + 1) * HISTOGRAM_BINS) : null;
}
