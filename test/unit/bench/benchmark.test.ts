import assert from 'node:assert/strict';
import { misses, pairedRatio } from '../../../bench/benchmark.js';

const ones = (n: number) => Array.from({ length: n }, () => 1);
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('pairedRatio', () => {
  it('takes the median of the ratios, not the ratio of the medians', () => {
    assert.equal(pairedRatio([1, 4, 9], [1, 2, 1]).median, 2);
    assert.equal(pairedRatio([1, 2, 3, 4], ones(4)).median, 2.5);
  });

  // Ranks of the 95 % interval of a median: Conover, table A3 (binomial, p = 0.5), as in every table of the sign test.
  const ranks: [n: number, k: number][] = [
    [6, 1],
    [9, 2],
    [12, 3],
    [15, 4],
    [20, 6],
    [25, 8],
  ];
  for (const [n, k] of ranks) {
    it(`bounds the median of ${n} pairs by the order statistics ${k} and ${n + 1 - k}`, () => {
      const { lower, upper } = pairedRatio(upTo(n), ones(n));
      assert.deepEqual([lower, upper], [k, n + 1 - k]);
    });
  }

  it('refuses to estimate from nothing', () => assert.throws(() => pairedRatio([], []), /no pairs/));
});

describe('misses', () => {
  const row = (lower: number, target: number | null) => ({
    what: '',
    ratioOf: '',
    note: '',
    target,
    ratio: { median: 1, lower, upper: 2, pairs: 9 },
  });
  it('needs the whole interval above the target', () => {
    assert.equal(misses(row(1.04, 1.05)), false);
    assert.equal(misses(row(1.06, 1.05)), true);
    assert.equal(misses(row(NaN, 1.05)), true, 'no number holds nothing');
    assert.equal(misses(row(9, null)), false);
  });
});
