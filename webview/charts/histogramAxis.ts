/**
 * The signed logarithmic axis of histograms: bins of one power of two each, positive sizes above, zero in the middle,
 * negative below. Only the exponents that occur are shown, the same on both sides.
 */
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../src/protocol/records.js';

export interface HistogramAxis {
  /** Smallest exponent shown: smaller sizes stand in the zero row. */
  low: number;
  /** Bins of each sign; the largest holds 2^(low + side − 1) ≤ x. */
  side: number;
}

const MOST_BINS = 24;
const LEAST_BINS = 6;

/** The axis on which all these counts (columns × HISTOGRAM_BINS) are shown. */
export function histogramAxis(counts: Uint32Array): HistogramAxis {
  let smallest = Infinity;
  let largest = -Infinity;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const distance = Math.abs((i % HISTOGRAM_BINS) - HISTOGRAM_SIDE) - 1;
    if (distance < 0) continue;
    if (distance < smallest) smallest = distance;
    if (distance > largest) largest = distance;
  }
  if (largest < 0) return { low: -MOST_BINS / 2, side: MOST_BINS / 2 };
  const side = Math.min(MOST_BINS, Math.max(LEAST_BINS, largest - smallest + 1));
  return { low: LOWEST_EXPONENT + largest - side + 1, side };
}

/** Rows of the picture, from the top: large positive … small positive, zero, small negative … large negative. */
export const rowsOf = (axis: HistogramAxis): number => 2 * axis.side + 1;

/** Counts of one column by row of the picture; what is too small for the axis is added to the zero row. */
export function histogramRows(counts: Uint32Array, column: number, axis: HistogramAxis): Float64Array {
  const rows = new Float64Array(rowsOf(axis));
  const start = column * HISTOGRAM_BINS;
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) {
    const count = counts[start + bin]!;
    if (count === 0) continue;
    const fromZero = bin - HISTOGRAM_SIDE;
    const shown = Math.abs(fromZero) - 1 + LOWEST_EXPONENT - axis.low;
    const row = fromZero === 0 || shown < 0 ? axis.side : axis.side - Math.sign(fromZero) * (shown + 1);
    rows[row] = rows[row]! + count;
  }
  return rows;
}

/** Lines of labels nearer than this touch. */
const LABEL_HEIGHT = 13;

/** Where powers of ten stand, in rows of `rowHeight` pixels from the top: labels of the axis, none over another. */
export function histogramTicks(axis: HistogramAxis, rowHeight = Infinity): { row: number; value: number }[] {
  const decadeOf = (exponent: number) => exponent * Math.log10(2);
  const highest = Math.floor(decadeOf(axis.low + axis.side) + 1e-9);
  const lowest = Math.ceil(decadeOf(axis.low) - 1e-9);
  const middle = Math.round((highest + lowest) / 2);
  const rowsApart = (decades: number) => decades / Math.log10(2);
  const room = (decades: number) => rowsApart(decades) * rowHeight >= LABEL_HEIGHT;
  const fits = room(highest - middle) && room(middle - decadeOf(axis.low));
  const exponents = highest - lowest >= 2 && fits ? [highest, middle] : [highest];
  const ticks = exponents.map((e) => {
    const up = e / Math.log10(2) - axis.low;
    return { row: axis.side - up, value: Number(`1e${e}`) };
  });
  const mirrored = ticks.map(({ row, value }) => ({ row: rowsOf(axis) - row, value: -value })).reverse();
  return [...ticks, { row: axis.side + 0.5, value: 0 }, ...mirrored];
}
