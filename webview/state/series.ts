/** Joins the parts of a training's series that arrive one after the other. */
import type { TrainingSeries } from '../../src/protocol/inspector.js';

type Row = Float64Array | Float32Array | Uint8Array;

/** The whole series after `part`; null where the part does not join on: the host must send everything again. */
export function mergeSeries(known: TrainingSeries | undefined, part: TrainingSeries): TrainingSeries | null {
  if (part.firstBucket === 0) return part;
  if (!known || known.size !== part.size || part.firstBucket > known.buckets) return null;
  const keep = part.firstBucket;
  const join = <T extends Row>(before: T, after: T): T => joinRows(before, known.buckets, after, part.buckets, keep);
  return {
    ...part,
    firstBucket: 0,
    buckets: keep + part.buckets,
    lossMin: join(known.lossMin, part.lossMin),
    lossMax: join(known.lossMax, part.lossMax),
    lossLast: join(known.lossLast, part.lossLast),
    lossMark: join(known.lossMark, part.lossMark),
    time: join(known.time, part.time),
    epoch: join(known.epoch, part.epoch),
    learningRate: join(known.learningRate, part.learningRate),
    gradientNorm: join(known.gradientNorm, part.gradientNorm),
    gradientMark: join(known.gradientMark, part.gradientMark),
    updateRatio: join(known.updateRatio, part.updateRatio),
    terms: join(known.terms, part.terms),
  };
}

/** Row by row: the first `keep` columns of `before`, then `after`. Rows that were not known before start as NaN or 0. */
function joinRows<T extends Row>(before: T, widthBefore: number, after: T, widthAfter: number, keep: number): T {
  const rows = Math.round(after.length / widthAfter);
  const knownRows = widthBefore === 0 ? 0 : Math.round(before.length / widthBefore);
  const width = keep + widthAfter;
  const joined = new (after.constructor as new (length: number) => T)(rows * width);
  for (let row = 0; row < rows; row++) {
    const start = row * width;
    if (row < knownRows) joined.set(before.subarray(row * widthBefore, row * widthBefore + keep), start);
    else if (!(joined instanceof Uint8Array)) joined.fill(NaN, start, start + keep);
    joined.set(after.subarray(row * widthAfter, (row + 1) * widthAfter), start + keep);
  }
  return joined;
}
