import assert from 'node:assert/strict';
import { remainder, stacked } from '../../../../webview/charts/stack.js';

describe('stacked terms', () => {
  it('sum to the total at every place', () => {
    const [l1, l2, total] = [
      [0.1, 0.2],
      [0.3, 0.1],
      [2, 3],
    ];
    const data = remainder(total!, [l1!, l2!]);
    const top = stacked([l1!, l2!, data]).at(-1)!;
    top.forEach((value, i) => assert.ok(Math.abs(value - total![i]!) < 1e-15));
    assert.ok(Math.abs(data[0]! - 1.6) < 1e-15);
  });

  it('stand on nothing that was not measured', () => {
    const [foot, middle] = stacked([
      [1, NaN, 1],
      [2, 2, 2],
    ]);
    assert.deepEqual([...foot!], [1, NaN, 1]);
    assert.deepEqual([...middle!], [3, NaN, 3]);
  });
});
