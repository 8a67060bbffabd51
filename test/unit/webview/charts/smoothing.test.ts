import assert from 'node:assert/strict';
import { smoothed } from '../../../../webview/charts/smoothing.js';

/** The definition: weights (1 − α)^age over the values since the last gap, divided by their sum. */
function byDefinition(values: number[], span: number): number[] {
  const keep = 1 - 2 / (span + 1);
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return NaN;
    let [sum, weights] = [0, 0];
    for (let j = i; j >= 0 && Number.isFinite(values[j]); j--) {
      sum += values[j]! * keep ** (i - j);
      weights += keep ** (i - j);
    }
    return sum / weights;
  });
}

describe('the smoothed line', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];

  it('is the exponential average of what came before', () => {
    smoothed(values, 4).forEach((value, i) => assert.ok(Math.abs(value - byDefinition(values, 4)[i]!) < 1e-12));
  });

  it('stops at NaN and at a gap and starts afresh', () => {
    const broken = [3, 1, NaN, 100, 100, Infinity, 7];
    const out = smoothed(broken, 6);
    assert.ok(Number.isNaN(out[2]!) && Number.isNaN(out[5]!));
    for (const [i, value] of [
      [3, 100],
      [4, 100],
      [6, 7],
    ] as const)
      assert.ok(Math.abs(out[i]! - value) < 1e-12);
  });

  it('begins at the first value', () => {
    assert.ok(Math.abs(smoothed(values, 40)[0]! - 3) < 1e-12);
  });
});
