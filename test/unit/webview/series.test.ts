import assert from 'node:assert/strict';
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import { mergeSeries } from '../../../webview/state/series.js';

/** Two variables, one term; every value tells its bucket and row. */
function part(firstBucket: number, buckets: number, size = 1): TrainingSeries {
  const column = (offset: number) => Float64Array.from({ length: buckets }, (_, i) => offset + firstBucket + i);
  const rows = [...column(100), ...column(200)];
  return {
    training: 0,
    steps: (firstBucket + buckets) * size,
    size,
    firstBucket,
    buckets,
    lossMin: column(0),
    lossMax: column(1),
    lossLast: column(2),
    lossMark: Uint8Array.from({ length: buckets }, () => 1),
    time: column(3),
    epoch: column(4),
    learningRate: column(5),
    gradientNorm: Float32Array.from(rows),
    gradientMark: Uint8Array.from({ length: 2 * buckets }, () => 1),
    updateRatio: Float32Array.from(rows),
    terms: column(6),
    ranges: { norm: { low: -3, high: 1 }, ratio: { low: -6, high: 0 } },
    metrics: [],
  };
}

describe('mergeSeries', () => {
  it('gives what one whole message would have given', () => {
    const merged = mergeSeries(mergeSeries(undefined, part(0, 5))!, part(3, 4));
    assert.deepEqual(merged, part(0, 7));
  });

  it('takes a part from the first bucket on as it is', () => {
    assert.deepEqual(mergeSeries(part(0, 5), part(0, 2, 2)), part(0, 2, 2));
  });

  it('refuses a part that leaves a gap or has another bucket size', () => {
    assert.equal(mergeSeries(undefined, part(3, 1)), null);
    assert.equal(mergeSeries(part(0, 2), part(3, 1)), null);
    assert.equal(mergeSeries(part(0, 4), part(3, 1, 2)), null);
  });

  it('keeps the old message as it was', () => {
    const before = part(0, 5);
    mergeSeries(before, part(4, 4));
    assert.deepEqual(before, part(0, 5));
  });

  it('knows nothing of the past of a variable that came later', () => {
    const before = part(0, 2);
    const oneRow = {
      ...before,
      gradientNorm: before.gradientNorm.slice(0, 2),
      gradientMark: before.gradientMark.slice(0, 2),
    };
    const merged = mergeSeries(oneRow, part(2, 1))!;
    assert.deepEqual([...merged.gradientNorm], [100, 101, 102, NaN, NaN, 202]);
    assert.deepEqual([...merged.gradientMark], [1, 1, 1, 0, 0, 1]);
  });
});
