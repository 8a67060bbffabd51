import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { compileStatistics } from '../../../../scripts/compileStatistics.mjs';
import { createReader } from '../../../../src/probes/statistics/createReader.js';
import type { ElementStatistics, StatisticsReader } from '../../../../src/probes/statistics/reader.js';
import { HISTOGRAM_BINS } from '../../../../src/protocol/records.js';
import { referenceHistogram, referenceStatistics } from './reference.js';

/** Sums are taken in another order than the reference's. */
function assertStatistics(actual: ElementStatistics, expected: ElementStatistics): void {
  const near = (a: number, b: number, scale: number) => assert.ok(Math.abs(a - b) <= 1e-12 * scale, `${a} is not ${b}`);
  near(actual.sum, expected.sum, Math.sqrt(expected.sumOfSquares * expected.count));
  near(actual.sumOfSquares, expected.sumOfSquares, expected.sumOfSquares);
  const exact = (s: ElementStatistics) => ({ ...s, sum: 0, sumOfSquares: 0, min: s.min + 0, max: s.max + 0 });
  assert.deepEqual(exact(actual), exact(expected));
}

describe('statistics in the wasm heap', function () {
  this.timeout(60_000);
  let reader: StatisticsReader;
  before(async function () {
    this.timeout(120_000);
    const module = new WebAssembly.Module((await compileStatistics()) as BufferSource);
    reader = createReader(() => module);
    await tf.setBackend('wasm');
  });

  /** Elements that repeat `pattern` up to a length around the limit of the SIMD pass and not a multiple of four. */
  const cases = fc.record({
    pattern: fc.array(fc.float(), { minLength: 1, maxLength: 40 }),
    length: fc.integer({ min: 1, max: 3000 }),
  });
  const repeat = (pattern: number[], length: number) => Array.from({ length }, (_, i) => pattern[i % pattern.length]!);

  it('agree with the definition on every kind of float32 and every length', () => {
    fc.assert(
      fc.property(cases, ({ pattern, length }) => {
        const values = repeat(pattern, length);
        const tensor = tf.tensor1d(values);
        const histogram = new Uint32Array(HISTOGRAM_BINS).fill(9);
        const [measured] = reader.measure([tensor], histogram);
        const [plain] = reader.measure([tensor], null);
        tensor.dispose();
        assertStatistics(measured!, referenceStatistics(values));
        assert.deepEqual(plain, measured);
        assert.deepEqual(Array.from(histogram), referenceHistogram(values));
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('agree on updates, and on the weights after them', () => {
    fc.assert(
      fc.property(cases, cases, (first, second) => {
        const from = repeat(first.pattern, second.length);
        const to = repeat(second.pattern, second.length);
        const [before, after] = [tf.tensor1d(from), tf.tensor1d(to)];
        const rows = { update: new Uint32Array(HISTOGRAM_BINS), weight: new Uint32Array(HISTOGRAM_BINS) };
        const measured = reader.measureUpdate(before, after, rows);
        assert.deepEqual(reader.measureUpdate(before, after, null), measured);
        tf.dispose([before, after]);
        const change = to.map((value, i) => Math.fround(Math.fround(value) - Math.fround(from[i]!)));
        assertStatistics(measured.update, referenceStatistics(change));
        assert.deepEqual(Array.from(rows.update), referenceHistogram(change));
        assertStatistics(measured.weight, referenceStatistics(to));
        assert.deepEqual(Array.from(rows.weight), referenceHistogram(to));
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('survive a heap that grows', () => {
    const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i));
    const tensor = tf.tensor1d(values);
    const before = (reader.measure([tensor], null), tf.memory().numTensors);
    const large = tf.zeros([40_000_000]);
    assertStatistics(reader.measure([tensor], null)[0]!, referenceStatistics(values));
    large.dispose();
    assert.equal(tf.memory().numTensors, before);
    tensor.dispose();
  });

  it('follow the tensor to another backend', async () => {
    await tf.setBackend('cpu');
    const tensor = tf.tensor1d([1, -2, 3]);
    await tf.setBackend('wasm');
    assertStatistics(reader.measure([tensor], null)[0]!, referenceStatistics([1, -2, 3]));
    tensor.dispose();
  });

  it('leave tf.memory() as it was', () => {
    const tensor = tf.ones([3000]);
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    reader.measure([tensor], new Uint32Array(HISTOGRAM_BINS));
    const now = tf.memory();
    tensor.dispose();
    assert.deepEqual([now.numTensors, now.numBytes, now.numDataBuffers], [numTensors, numBytes, numDataBuffers]);
  });
});
