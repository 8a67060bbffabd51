import assert from 'node:assert/strict';
import { columnAt, columnExtents } from '../../../../webview/charts/columnExtents.js';

describe('extents of measured columns', () => {
  it('are single steps where every step was measured', () => {
    assert.deepEqual(columnExtents([1, 2, 3], 1), [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ]);
  });

  it('touch in a thinned run', () => {
    const extents = columnExtents([1, 11, 21, 31], 20);
    for (let i = 1; i < extents.length; i++) assert.equal(extents[i]!.from, extents[i - 1]!.to);
  });

  it('leave a gap where more than usual is missing', () => {
    const extents = columnExtents([1, 2, 3, 9, 10, 11], 3);
    assert.deepEqual(extents[2], { from: 2, to: 3 });
    assert.deepEqual(extents[3], { from: 8, to: 9 });
    assert.equal(columnAt(extents, 6), -1);
    assert.equal(columnAt(extents, 9), 3);
  });

  it('are no gap where thinning changes its stride by less than can be seen', () => {
    const steps = [1, 19, 37, 55, 56, 57, 58, 59];
    const extents = columnExtents(steps, 40);
    for (let i = 1; i < extents.length; i++) assert.equal(extents[i]!.from, extents[i - 1]!.to);
  });

  it('find the column of each step as a search through all would', () => {
    const steps = [2, 3, 4, 8, 12, 40, 41];
    const extents = columnExtents(steps, 2);
    for (let step = 1; step <= 45; step++) {
      const expected = extents.findIndex(({ from, to }) => step - 0.5 >= from && step - 0.5 < to);
      assert.equal(columnAt(extents, step), expected, `step ${step}`);
    }
  });
});
