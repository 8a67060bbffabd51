import assert from 'node:assert/strict';
import { slotReading, tableReading } from '../../../src/diagnosis/slotReading.js';
import { passOverElements } from '../../../src/probes/statistics/elementPass.js';

const read = (...values: number[]) => slotReading(passOverElements(Float32Array.from(values), null), null);

describe('the reading of a slot', () => {
  it('has moments of the finite elements and counts of the others', () => {
    const reading = read(1, 3, 0, NaN, Infinity, 0, -4, 0);
    assert.equal(reading.mean, 0);
    assert.equal(reading.std, Math.sqrt(26 / 6));
    assert.deepEqual([reading.min, reading.max, reading.zeros, reading.nan, reading.inf], [-4, 3, 3 / 8, 1, 1]);
    assert.equal(reading.columns, null);
  });

  it('tells columns that are always zero from those that are always the same', () => {
    const { columns } = tableReading(Float32Array.from([0, 2, 1, 0, 2, 3]), 3);
    assert.deepEqual([columns?.count, columns?.allZero, columns?.constant], [3, 1, 2]);
    assert.deepEqual([...columns!.mean], [0, 2, 2]);
    assert.deepEqual([...columns!.std], [0, 0, 1]);
  });

  it('has no extremes where nothing is finite', () => {
    const reading = read(NaN, NaN);
    assert.ok(Number.isNaN(reading.min) && Number.isNaN(reading.max) && Number.isNaN(reading.mean));
  });

  it('has a deviation of exactly zero where all are the same', () => {
    assert.equal(read(0.1, 0.1, 0.1).std, 0);
  });
});
