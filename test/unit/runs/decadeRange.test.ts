import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DecadeRange } from '../../../src/protocol/inspector.js';
import { GrowingRange } from '../../../src/runs/decadeRange.js';

const USUAL: DecadeRange = { low: -3, high: 1 };

/** The range after all of these steps of as many variables each, taken in at once. */
function rangeOf(...steps: number[][]): DecadeRange {
  return new GrowingRange(USUAL).after(rows(steps));
}

function rows(steps: number[][]) {
  return { steps: steps.length, variables: steps[0]?.length ?? 1, values: Float32Array.from(steps.flat()) };
}

describe('range of the heat map', () => {
  it('is the usual one where that holds the largest value of the first step', () => {
    assert.deepEqual(rangeOf([0.004, 0.3, 9]), USUAL);
    assert.deepEqual(rangeOf([0.001, 10]), USUAL);
    assert.deepEqual(rangeOf([0, NaN, Infinity]), USUAL);
    assert.deepEqual(rangeOf(), USUAL);
  });

  it('is as wide elsewhere for a run of other sizes', () => {
    assert.deepEqual(rangeOf([2e-6, 5e-4]), { low: -7, high: -3 });
    assert.deepEqual(rangeOf([20, 3000]), { low: 0, high: 4 });
    assert.deepEqual(rangeOf([0, 0], [NaN, 0], [20, 3000]), { low: 0, high: 4 }, 'the first step that has values');
  });

  it('grows by whole decades where more than a few values, and one in a hundred, are beyond it', () => {
    const usual = Array<number[]>(2).fill([0.5, 0.5]);
    assert.deepEqual(rangeOf(...usual, [300, 0.5], [300, 0.5], [300, 0.5]), USUAL);
    assert.deepEqual(rangeOf(...usual, [300, 0.5], [300, 0.5], [300, 0.5], [300, 0.5]), { low: -3, high: 3 });
    assert.deepEqual(rangeOf(...usual, [2e-5, 2e-5], [3e-5, 4e-5]), { low: -5, high: 1 });
    const many = Array<number[]>(500).fill([0.5, 0.5]);
    const spikes = Array<number[]>(10).fill([1e7, 0.5]);
    assert.deepEqual(rangeOf(...many, ...spikes), USUAL, 'ten of 1020');
    assert.deepEqual(rangeOf(...many, ...spikes, ...spikes), { low: -2, high: 8 }, 'ten decades at most');
  });

  it('is the same however the steps came, and never shrinks while they come', () => {
    const step = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const live = new GrowingRange(USUAL);
        let before: DecadeRange | null = null;
        for (let known = 1; known <= steps.length; known++) {
          const range = live.after(rows(steps.slice(0, known)));
          assert.deepEqual(range, rangeOf(...steps.slice(0, known)));
          assert.ok(Number.isInteger(range.low) && range.high - range.low <= 10);
          if (before) {
            assert.ok(range.high >= before.high);
            assert.ok(range.low <= before.low || range.high - range.low === 10);
          }
          before = range;
        }
      }),
      { seed: 1 },
    );
  });
});
