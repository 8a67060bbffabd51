import assert from 'node:assert/strict';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../../../src/protocol/records.js';
import { histogramAxis, histogramRows, histogramTicks, rowsOf } from '../../../../webview/charts/histogramAxis.js';

/** The bin of a number by the definition in the protocol. */
function binOf(x: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(x)));
  if (x === 0 || exponent < LOWEST_EXPONENT) return HISTOGRAM_SIDE;
  const i = Math.min(exponent - LOWEST_EXPONENT, HISTOGRAM_SIDE - 1);
  return x > 0 ? HISTOGRAM_SIDE + 1 + i : HISTOGRAM_SIDE - 1 - i;
}

function counts(...columns: number[][]): Uint32Array {
  const all = new Uint32Array(columns.length * HISTOGRAM_BINS);
  columns.forEach((numbers, c) => numbers.forEach((x) => all[c * HISTOGRAM_BINS + binOf(x)]!++));
  return all;
}

describe('axis of histograms', () => {
  it('holds every exponent that occurs, the same on both sides', () => {
    const axis = histogramAxis(counts([0.3, -(2 ** -12)]));
    assert.deepEqual(axis, { low: -12, side: 11 });
  });

  it('loses no count', () => {
    const numbers = [0, 1e-9, -1e-9, 0.5, -0.25, 3, 1e-20, 1e12];
    const all = counts(numbers);
    const rows = histogramRows(all, 0, histogramAxis(all));
    assert.equal(
      rows.reduce((a, b) => a + b),
      numbers.length,
    );
  });

  it('puts a number between the ticks around it, positive above', () => {
    const all = counts([0.05], [-0.05], [1e-4, 1, -1]);
    const axis = histogramAxis(all);
    const tick = (value: number) => histogramTicks(axis).find((t) => t.value === value)!.row;
    const up = histogramRows(all, 0, axis).indexOf(1);
    const down = histogramRows(all, 1, axis).indexOf(1);
    assert.ok(tick(1) < up && up < tick(0));
    assert.ok(tick(0) < down && down < tick(-1));
    assert.equal(up + down, rowsOf(axis) - 1);
  });

  it('labels no two ticks on one another, whatever the height', () => {
    for (const all of [counts([1e-3, -1]), counts([1e-9, 2, 5e-4]), counts([0.3])])
      for (const height of [64, 88, 96, 132]) {
        const axis = histogramAxis(all);
        const rowHeight = height / rowsOf(axis);
        const tops = histogramTicks(axis, rowHeight).map(({ row }) => row * rowHeight);
        assert.ok(tops.length >= 3);
        for (let i = 1; i < tops.length; i++)
          assert.ok(tops[i]! - tops[i - 1]! >= 12, `${tops.join(', ')} of ${height}`);
      }
  });

  it('adds what is too small for the picture to the zero row', () => {
    const all = counts([1, 2 ** -30, 0]);
    const axis = histogramAxis(all);
    assert.equal(axis.side, 24);
    assert.equal(histogramRows(all, 0, axis)[axis.side], 2);
  });

  it('exists for a variable whose gradient is all zero', () => {
    const all = counts([0, 0]);
    assert.equal(histogramRows(all, 0, histogramAxis(all))[histogramAxis(all).side], 2);
  });
});
