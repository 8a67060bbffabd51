/**
 * Buckets of a chunk of steps in sizes of powers of two, made when the chunk is whole and kept in the index, so that a long
 * run is shown without a look at each of its steps. Shorter stretches are taken from the steps: that is as fast.
 */
import { addBucket, addSteps, emptyBuckets, type Buckets } from './buckets.js';
import { CHUNK, type TrainingColumns } from './trainingColumns.js';

/** Smallest bucket that is kept. */
export const FINEST = 32;

/** Rows of a pyramid: CHUNK / FINEST of the finest level, half as many of the next … one of the whole chunk. */
const ROWS = (2 * CHUNK) / FINEST - 1;

/** Where the bucket of this size that starts at `start` of the chunk stands. */
export function pyramidRow(size: number, start: number): number {
  return (2 * CHUNK) / FINEST - (2 * CHUNK) / size + start / size;
}

/** @param first place of the chunk's first step in the columns */
export function buildPyramid(columns: TrainingColumns, first: number): Buckets {
  const rows = emptyBuckets(ROWS, columns.variables, columns.terms);
  for (let start = 0; start < CHUNK; start += FINEST)
    addSteps(rows, pyramidRow(FINEST, start), columns, first + start, first + start + FINEST);
  for (let size = 2 * FINEST; size <= CHUNK; size *= 2)
    for (let start = 0; start < CHUNK; start += size) {
      const row = pyramidRow(size, start);
      addBucket(rows, row, rows, pyramidRow(size / 2, start));
      addBucket(rows, row, rows, pyramidRow(size / 2, start + size / 2));
    }
  return rows;
}

/**
 * Takes the steps from `start` up to before `end` (numbers less one; a bucket of a power of two, or its beginning) into
 * bucket `b`: from the pyramids where there are any, else from the steps.
 */
export function addStretch(into: Buckets, b: number, columns: TrainingColumns, start: number, end: number): void {
  for (let at = start; at < end;) {
    const chunk = Math.floor(at / CHUNK);
    const to = Math.min(end, (chunk + 1) * CHUNK);
    const pyramid = columns.pyramids.get(chunk);
    const size = to - at;
    const isRow = size >= FINEST && (size & (size - 1)) === 0 && at % size === 0;
    if (pyramid && isRow) addBucket(into, b, pyramid, pyramidRow(size, at % CHUNK));
    else addSteps(into, b, columns, at, to);
    at = to;
  }
}
