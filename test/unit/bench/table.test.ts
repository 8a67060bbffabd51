import assert from 'node:assert/strict';
import { benchmarkTable } from '../../../bench/table.js';

describe('the benchmark table', () => {
  const row = (lower: number) => ({
    what: 'A step',
    ratioOf: 'watched / unwatched',
    ratio: { median: 1.2, lower, upper: 1.3, pairs: 9 },
    target: 1.05,
    note: '12 ms / 10 ms',
  });
  const table = (lower: number) =>
    benchmarkTable([row(lower)], { date: '2026-01-02', versions: { node: '20' }, quick: true });

  it('says when, where and with what it was measured', () => {
    assert.match(table(1), /^Measured 2026-01-02 on .*; node 20; quick run/);
  });

  it('has as many cells in a row as in its head', () => {
    const [head, , body] = table(1).split('\n').slice(2);
    assert.equal(body?.split('|').length, head?.split('|').length);
  });

  it('names a target that was missed', () => {
    assert.match(table(1.04), /\| ≤ 1.05 \| yes \|/);
    assert.match(table(1.06), /\| ≤ 1.05 \| \*\*missed\*\* \|/);
  });
});
