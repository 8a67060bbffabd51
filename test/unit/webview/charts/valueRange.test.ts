import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatTick,
  fraction,
  lineRange,
  niceNumber,
  rangeOf,
  ticksOf,
} from '../../../../webview/charts/valueRange.js';

const sizes = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

describe('ranges of value axes', () => {
  it('are round and hold all values', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.boolean(), (a, b, log) => {
        const [least, greatest] = [Math.min(a, b), Math.max(a, b)];
        const range = rangeOf(least, greatest, log);
        assert.ok(range.min <= least * (1 + 1e-9) && range.max >= greatest * (1 - 1e-9));
        assert.ok(range.max > range.min);
      }),
      { seed: 1 },
    );
  });

  it('have two to four ticks, all inside', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.boolean(), (a, b, log) => {
        const range = rangeOf(Math.min(a, b), Math.max(a, b), log);
        const ticks = ticksOf(range);
        assert.ok(ticks.length >= 2 && ticks.length <= 4, `${ticks}`);
        for (const tick of ticks) {
          const place = fraction(tick, range);
          assert.ok(place > -1e-6 && place < 1 + 1e-6, `${tick} in ${range.min} to ${range.max}`);
        }
      }),
      { seed: 1 },
    );
  });

  it('tick whole decades on a log scale', () => {
    assert.deepEqual(ticksOf({ min: 0.05, max: 20, log: true }), [0.1, 1, 10]);
    assert.deepEqual(ticksOf({ min: 1e-9, max: 1, log: true }), [1e-9, 1e-6, 1e-3, 1]);
  });

  it('tick 1, 2 and 5 where a log scale spans less than two decades', () => {
    assert.deepEqual(ticksOf({ min: 0.2, max: 0.9, log: true }), [0.2, 0.5]);
  });

  it('hold zero unless all values are far from it', () => {
    assert.equal(rangeOf(0.2, 0.9, false).min, 0);
    assert.ok(rangeOf(98, 99, false).min > 90);
    assert.ok(rangeOf(-3, 2, false).min <= -3);
  });

  it('let a spike stand above a linear range, not above a logarithmic one', () => {
    const values = [...Array<number>(99).fill(1), 50];
    assert.ok(lineRange([values], false).max < 5);
    assert.ok(lineRange([values], true).max >= 50);
  });

  it('leave out what is not finite, and zero on a log scale', () => {
    assert.deepEqual(
      lineRange(
        [
          [NaN, Infinity, 0],
          [1, 40],
        ],
        true,
      ),
      { min: 1, max: 50, log: true },
    );
  });

  it('write ticks bare', () => {
    assert.deepEqual([0.1, 1e-4, 100, 0, 2.5, -1, 1e4].map(formatTick), [
      '0.1',
      '1e-4',
      '100',
      '0',
      '2.5',
      '−1',
      '1e4',
    ]);
  });

  it('know round numbers', () => {
    assert.equal(niceNumber(0.3, 'up'), 0.5);
    assert.equal(niceNumber(0.3, 'down'), 0.2);
    assert.equal(niceNumber(7, 'up'), 10);
    assert.equal(niceNumber(1e-3, 'down'), 1e-3);
  });
});
