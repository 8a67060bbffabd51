import assert from 'node:assert/strict';
import { keepExtremes } from '../../../src/runs/curvature/keepExtremes.js';

const self = (value: number) => value;

describe('points that are kept for the screen', () => {
  it('are all of them where they are few', () => {
    assert.deepEqual(keepExtremes([3, 1, 2], 3, [self]), [3, 1, 2]);
  });

  it('hold the least and the greatest of each bucket in their order, for every length', () => {
    for (let count = 1; count < 400; count++) {
      // No order that a stride could follow.
      const rows = Array.from({ length: count }, (_, i) => (i * 97) % 401);
      const kept = keepExtremes(rows, 31, [self]);
      assert.ok(kept.length <= 31, `${kept.length} of ${count}`);
      assert.deepEqual([kept[0], kept.at(-1)], [rows[0], rows.at(-1)]);
      assert.deepEqual([Math.min(...kept), Math.max(...kept)], [Math.min(...rows), Math.max(...rows)]);
      const places = kept.map((row) => rows.indexOf(row));
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      );
    }
  });

  it('see nothing in what is not a number', () => {
    const rows = [NaN, NaN, 5, NaN, NaN, NaN, 9, NaN, NaN, NaN];
    assert.deepEqual(
      keepExtremes(rows, 7, [self]).filter((value) => !Number.isNaN(value)),
      [5, 9],
    );
    assert.equal(keepExtremes(new Array<number>(100).fill(NaN), 31, [self]).length, 11);
  });
});
