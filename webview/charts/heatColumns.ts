/**
 * One row of a heat map, reduced from buckets of steps to pixel columns: a column shows the largest norm in it; NaN beats
 * zero beats value beats not measured. Each mark off the ramp is at least `leastMark` columns wide however short it is.
 */
import { MARK } from '../../src/protocol/inspector.js';

export interface HeatColumns {
  /** Largest norm of a column whose mark is `value`. */
  values: Float32Array;
  /** MARK of each column. */
  marks: Uint8Array;
}

// Which mark holds where several fall into one column.
const RANK: Record<number, number> = { [MARK.notMeasured]: 0, [MARK.value]: 1, [MARK.zero]: 2, [MARK.nonFinite]: 3 };

export interface HeatRow {
  norms: Float32Array;
  marks: Uint8Array;
  /** Place of the row's first bucket in the arrays, and its number of buckets. */
  offset: number;
  buckets: number;
}

/**
 * @param perColumn buckets a column covers, a fraction below 1 where a bucket is wider than a column
 * @param count columns to make; the last bucket of a long run may be only partly covered
 */
export function heatColumns(
  row: HeatRow,
  perColumn: number,
  leastMark: number,
  count = Math.round(row.buckets / perColumn),
): HeatColumns {
  const values = new Float32Array(count);
  const marks = new Uint8Array(count);
  for (let column = 0; column < count; column++) {
    const first = Math.min(row.buckets - 1, Math.floor(column * perColumn + 1e-9));
    const last = Math.min(row.buckets, Math.max(first + 1, Math.ceil((column + 1) * perColumn - 1e-9)));
    // Buckets wider than a column: the column shows the one under its middle.
    const [from, to] = perColumn < 1 ? middle(column, perColumn, row.buckets) : [first, last];
    let mark: number = MARK.notMeasured;
    let largest = 0;
    for (let bucket = from; bucket < to; bucket++) {
      const own = row.marks[row.offset + bucket]!;
      if (RANK[own]! > RANK[mark]!) mark = own;
      const norm = row.norms[row.offset + bucket]!;
      if (norm > largest) largest = norm;
    }
    marks[column] = mark;
    values[column] = largest;
  }
  widen(marks, MARK.notMeasured, leastMark);
  widen(marks, MARK.zero, leastMark);
  widen(marks, MARK.nonFinite, leastMark);
  return { values, marks };
}

function middle(column: number, perColumn: number, buckets: number): [number, number] {
  const bucket = Math.min(buckets - 1, Math.floor((column + 0.5) * perColumn));
  return [bucket, bucket + 1];
}

/** Widens each run of the mark to `least` columns, around its middle; a stronger mark is not covered. */
function widen(marks: Uint8Array, mark: number, least: number): void {
  for (let start = 0; start < marks.length; start++) {
    if (marks[start] !== mark) continue;
    let end = start;
    while (end < marks.length && marks[end] === mark) end++;
    const missing = least - (end - start);
    if (missing > 0) {
      const from = Math.max(0, Math.min(start - Math.floor(missing / 2), marks.length - least));
      const to = Math.min(marks.length, from + least);
      for (let i = from; i < to; i++) if (beats(mark, marks[i]!)) marks[i] = mark;
      end = Math.max(end, to);
    }
    start = end - 1;
  }
}

const beats = (mark: number, other: number) => other === MARK.value || RANK[mark]! > RANK[other]!;

/** Runs of equal marks, for drawing: [mark, first column, column after the last]. */
export function markRuns(marks: Uint8Array): [mark: number, from: number, to: number][] {
  const runs: [number, number, number][] = [];
  for (let start = 0; start < marks.length;) {
    let end = start + 1;
    while (end < marks.length && marks[end] === marks[start]) end++;
    runs.push([marks[start]!, start, end]);
    start = end;
  }
  return runs;
}
