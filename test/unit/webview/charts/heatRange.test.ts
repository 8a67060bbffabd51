import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heatFraction, heatRange, USUAL_RANGE, type DecadeRange } from '../../../../webview/charts/heatRange.js';

const norms = (...values: number[]) => Float32Array.from(values);

describe('range of the heat map', () => {
  it('is 1e-3 to 10 where that holds the norms', () => {
    assert.deepEqual(heatRange(norms(0.004, 0.3, 9), null), USUAL_RANGE);
    assert.deepEqual(heatRange(norms(), null), USUAL_RANGE);
  });

  it('moves by whole decades for a run of other sizes', () => {
    assert.deepEqual(heatRange(norms(2e-6, 5e-4), null), { low: -6, high: -2 });
    assert.deepEqual(heatRange(norms(20, 3000), null), { low: 0, high: 4 });
  });

  it('never shrinks while a run grows, so that colours stay', () => {
    const piece = fc.array(fc.double({ min: 1e-8, max: 1e8, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        let range: DecadeRange | null = null;
        for (const part of pieces) {
          const next: DecadeRange = heatRange(norms(...part), range);
          if (range) assert.ok(next.high >= range.high && (next.low <= range.low || next.high - next.low === 10));
          assert.ok(Number.isInteger(next.low) && Number.isInteger(next.high));
          range = next;
        }
      }),
      { seed: 1 },
    );
  });

  it('is not stretched by one norm in a thousand, nor by what is not finite', () => {
    const many = Array<number>(999).fill(0.5);
    assert.deepEqual(heatRange(norms(...many, 1e7), null), USUAL_RANGE);
    assert.deepEqual(heatRange(norms(0.5, NaN, Infinity, 0), null), USUAL_RANGE);
  });

  it('puts a norm on the ramp by its logarithm', () => {
    assert.ok(Math.abs(heatFraction(0.1, USUAL_RANGE) - 0.5) < 1e-12);
    assert.equal(heatFraction(1e9, USUAL_RANGE), 1);
    assert.equal(heatFraction(1e-9, USUAL_RANGE), 0);
  });
});
