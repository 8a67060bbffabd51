import assert from 'node:assert/strict';
import { slotReading } from '../../../src/diagnosis/slotReading.js';

describe('the reading of a slot', () => {
  it('has moments of the finite elements and counts of the others', () => {
    const reading = slotReading(Float32Array.from([1, 3, 0, NaN, Infinity, 0, -4, 0]), [8]);
    assert.equal(reading.mean, 0);
    assert.equal(reading.std, Math.sqrt(26 / 6));
    assert.deepEqual([reading.min, reading.max, reading.zeros, reading.nan, reading.inf], [-4, 3, 3 / 8, 1, 1]);
    assert.equal(reading.columns, null);
  });

  it('tells columns that are always zero from those that are always the same', () => {
    const { columns } = slotReading(Float32Array.from([0, 2, 1, 0, 2, 3]), [2, 3]);
    assert.deepEqual([columns?.count, columns?.allZero, columns?.constant], [3, 1, 2]);
    assert.deepEqual([...columns!.mean], [0, 2, 2]);
    assert.deepEqual([...columns!.std], [0, 0, 1]);
  });

  it('has no extremes where nothing is finite', () => {
    const reading = slotReading([NaN, NaN], [2, 1]);
    assert.ok(Number.isNaN(reading.min) && Number.isNaN(reading.max) && Number.isNaN(reading.mean));
  });
});
