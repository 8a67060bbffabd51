import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimated } from '../../../src/statistics/decimate.js';

describe('decimation of a long line', () => {
  it('keeps the smallest and largest value of every bucket, in their order', () => {
    const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN)), {
      minLength: 9,
      maxLength: 60,
    });
    fc.assert(
      fc.property(numbers, (y) => {
        const x = y.map((_, i) => i);
        const out = decimated(x, y, 4);
        for (let bucket = 0; bucket < 4; bucket++) {
          const own = x.slice(Math.floor((bucket * y.length) / 4), Math.floor(((bucket + 1) * y.length) / 4));
          const finite = own.map((i) => y[i]!).filter(Number.isFinite);
          const pair = [out.y[2 * bucket]!, out.y[2 * bucket + 1]!];
          if (finite.length === 0) assert.ok(pair.every(Number.isNaN));
          else {
            assert.equal(Math.min(...pair) + 0, Math.min(...finite) + 0);
            assert.equal(Math.max(...pair) + 0, Math.max(...finite) + 0);
            for (const side of [0, 1]) assert.equal(y[out.x[2 * bucket + side]!]! + 0, pair[side]! + 0);
          }
        }
        assert.ok(out.x.every((place, i) => i === 0 || place >= out.x[i - 1]!));
      }),
      { seed: 1 },
    );
  });

  it('leaves a short line as it is', () => {
    assert.deepEqual([...decimated([1, 2], [3, NaN], 4).y], [3, NaN]);
  });
});
