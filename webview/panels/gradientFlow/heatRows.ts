/** Rows of the heat map from a training's series: of gradient norms or of update ratios, of variables or of blocks. */
import { MARK, type TrainingSeries } from '../../../src/protocol/inspector.js';
import type { HeatRow } from '../../charts/heatColumns.js';

export type Quantity = 'norm' | 'ratio';

/** Values and marks of all variables. */
export interface HeatValues {
  norms: Float32Array;
  marks: Uint8Array;
  buckets: number;
}

export function heatValues(series: TrainingSeries, quantity: Quantity): HeatValues {
  const { gradientNorm, gradientMark, updateRatio, buckets } = series;
  if (quantity === 'norm') return { norms: gradientNorm, marks: gradientMark, buckets };
  const marks = updateRatio.map((ratio, i) => {
    if (gradientMark[i] === MARK.nonFinite) return MARK.nonFinite;
    if (Number.isNaN(ratio)) return MARK.notMeasured;
    return ratio === 0 ? MARK.zero : ratio === Infinity ? MARK.nonFinite : MARK.value;
  });
  return { norms: updateRatio, marks: Uint8Array.from(marks), buckets };
}

export function variableRow({ norms, marks, buckets }: HeatValues, variable: number): HeatRow {
  return { norms, marks, offset: variable * buckets, buckets };
}

/** A block shows its largest value; NaN where one of its variables is NaN, zero only where all of them are. */
export function blockRow(values: HeatValues, variables: readonly number[]): HeatRow {
  const { buckets } = values;
  const norms = new Float32Array(buckets);
  const marks = new Uint8Array(buckets);
  for (const variable of variables)
    for (let b = 0; b < buckets; b++) {
      const i = variable * buckets + b;
      marks[b] = stronger(marks[b]!, values.marks[i]!);
      const norm = values.norms[i]!;
      if (norm > norms[b]!) norms[b] = norm;
    }
  return { norms, marks, offset: 0, buckets };
}

// A zero beside a value does not make the block zero.
const ORDER: readonly number[] = [MARK.notMeasured, MARK.zero, MARK.value, MARK.nonFinite];
const stronger = (a: number, b: number) => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);
