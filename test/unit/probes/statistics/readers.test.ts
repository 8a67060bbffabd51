import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { compileStatistics } from '../../../../scripts/compileStatistics.mjs';
import { createReader } from '../../../../src/probes/statistics/createReader.js';
import type { StatisticsReader } from '../../../../src/probes/statistics/reader.js';
import { HISTOGRAM_BINS } from '../../../../src/protocol/records.js';
import { referenceHistogram, referenceStatistics } from './reference.js';

/** Sums are taken in another order than the reference's; what a reader does not measure is not compared. */
function assertStatistics(actual: object, values: readonly number[]): void {
  const expected = referenceStatistics(values);
  const scale = { sum: Math.sqrt(expected.sumOfSquares * expected.count), sumOfSquares: expected.sumOfSquares };
  for (const [name, value] of Object.entries(actual) as [keyof typeof expected, number][]) {
    if (name === 'sum' || name === 'sumOfSquares')
      assert.ok(Math.abs(value - expected[name]) <= 1e-12 * scale[name], `${name}: ${value}, not ${expected[name]}`);
    else assert.equal(value + 0, expected[name] + 0, name);
  }
}

const rowsOf = () => ({ update: new Uint32Array(HISTOGRAM_BINS), weight: new Uint32Array(HISTOGRAM_BINS) });
const changeOf = (from: readonly number[], to: readonly number[]) =>
  to.map((value, i) => Math.fround(Math.fround(value) - Math.fround(from[i]!)));
/** Elements that repeat `pattern` up to a length around the limit of the SIMD pass and not a multiple of four. */
const cases = fc.record({
  pattern: fc.array(fc.float(), { minLength: 1, maxLength: 40 }),
  length: fc.integer({ min: 1, max: 3000 }),
});
const repeat = (pattern: number[], length: number) => Array.from({ length }, (_, i) => pattern[i % pattern.length]!);

let module: WebAssembly.Module;
before(async function () {
  this.timeout(120_000);
  module = new WebAssembly.Module((await compileStatistics()) as BufferSource);
});

const READERS: { name: string; backend: string; make(): StatisticsReader }[] = [
  { name: 'in the wasm heap', backend: 'wasm', make: () => createReader(() => module) },
  { name: 'fetched into our memory', backend: 'cpu', make: () => createReader(() => module) },
  { name: 'in JavaScript', backend: 'wasm', make: () => createReader(() => null) },
];

for (const { name, backend, make } of READERS) {
  describe(`statistics ${name}`, function () {
    this.timeout(60_000);
    let reader: StatisticsReader;
    before(async () => {
      reader = make();
      await tf.setBackend(backend);
    });

    it('write to their row of a block of histograms alone', () => {
      const block = new Uint32Array(3 * HISTOGRAM_BINS).fill(9);
      const blocks = { update: block.slice(), weight: block.slice() };
      const [before, after] = [tf.variable(tf.tensor1d([1, 2, NaN])), tf.tensor1d([1, -8, Infinity])];
      reader.measure(after, block, 1);
      reader.measureUpdate(before, after, blocks, 1);
      const around = new Array<number>(HISTOGRAM_BINS).fill(9);
      const rows = (of: number[]) => [...around, ...referenceHistogram(of), ...around];
      assert.deepEqual(Array.from(block), rows([1, -8, Infinity]));
      assert.deepEqual(Array.from(blocks.update), rows([0, -10, NaN]));
      assert.deepEqual(Array.from(blocks.weight), rows([1, -8, Infinity]));
      tf.dispose([before, after]);
    });

    it('agree with the definition on every kind of float32 and every length', () => {
      fc.assert(
        fc.property(cases, ({ pattern, length }) => {
          const values = repeat(pattern, length);
          const tensor = tf.tensor1d(values);
          const histogram = new Uint32Array(HISTOGRAM_BINS).fill(9);
          const measured = reader.measure(tensor, histogram);
          const plain = reader.measure(tensor, null);
          tensor.dispose();
          assertStatistics(measured, values);
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
          const rows = rowsOf();
          const measured = reader.measureUpdate(before, after, rows);
          assert.deepEqual(reader.measureUpdate(before, after, null), measured);
          const difference = reader.measureDifference(before, after);
          tf.dispose([before, after]);
          const change = changeOf(from, to);
          assertStatistics(measured.update, change);
          assertStatistics(difference, change);
          assert.deepEqual(Array.from(rows.update), referenceHistogram(change));
          assertStatistics(measured.weight, to);
          assert.deepEqual(Array.from(rows.weight), referenceHistogram(to));
        }),
        { seed: 6, numRuns: 200 },
      );
    });

    it('agree at every step of a Variable, whatever its weights become, measured or not', () => {
      const steps = fc.array(fc.record({ pattern: cases.map(({ pattern }) => pattern), measured: fc.boolean() }), {
        minLength: 2,
        maxLength: 8,
      });
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 600 }), steps, (length, turns) => {
          let now = repeat([0.5, -2, 3e-9], length);
          const initial = tf.tensor1d(now);
          const variable = tf.variable(initial);
          initial.dispose();
          for (const { pattern, measured } of turns) {
            // Most weights stay as they are, as in a training.
            const to = now.map((value, i) => (i % 7 === 0 ? pattern[i % pattern.length]! : value));
            const after = tf.tensor1d(to);
            const rows = rowsOf();
            const { update, weight } = reader.measureUpdate(variable, after, measured ? rows : null);
            variable.assign(after);
            after.dispose();
            const change = changeOf(now, to);
            assertStatistics(update, change);
            assertStatistics(weight, to);
            if (measured) assert.deepEqual(Array.from(rows.update), referenceHistogram(change));
            if (measured) assert.deepEqual(Array.from(rows.weight), referenceHistogram(to));
            now = to;
          }
          variable.dispose();
        }),
        { seed: 7, numRuns: 200 },
      );
    });

    it('leave tf.memory() as it was', () => {
      const tensor = tf.ones([3000]);
      const { numTensors, numBytes, numDataBuffers } = tf.memory();
      reader.measure(tensor, new Uint32Array(HISTOGRAM_BINS));
      reader.measureUpdate(tensor, tensor, rowsOf());
      const now = tf.memory();
      tensor.dispose();
      assert.deepEqual([now.numTensors, now.numBytes, now.numDataBuffers], [numTensors, numBytes, numDataBuffers]);
    });
  });
}

describe('a reader of statistics', () => {
  it('survives a heap that grows', async () => {
    await tf.setBackend('wasm');
    const reader = createReader(() => module);
    const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i));
    const tensor = tf.tensor1d(values);
    const before = (reader.measure(tensor, null), tf.memory().numTensors);
    const large = tf.zeros([40_000_000]);
    assertStatistics(reader.measure(tensor, null), values);
    large.dispose();
    assert.equal(tf.memory().numTensors, before);
    tensor.dispose();
  });

  it('survives that its own memory grows, with the weights in it', async () => {
    await tf.setBackend('cpu');
    const reader = createReader(() => module);
    const variable = tf.variable(tf.tensor1d(Array.from({ length: 500 }, (_, i) => i)));
    const after = tf.tensor1d(Array.from({ length: 500 }, (_, i) => i + 1));
    reader.measureUpdate(variable, after, null);
    variable.assign(after);
    reader.measure(tf.zeros([4_000_000]), null);
    const last = tf.tensor1d(Array.from({ length: 500 }, (_, i) => i + 3));
    assertStatistics(reader.measureUpdate(variable, last, null).update, new Array<number>(500).fill(2));
  });

  it('follows the tensor to another backend, also between the two sides of an update', async () => {
    const reader = createReader(() => module);
    await tf.setBackend('cpu');
    const before = tf.tensor1d([1, -2, 3]);
    await tf.setBackend('wasm');
    const after = tf.tensor1d([1.5, -2, 5]);
    assertStatistics(reader.measure(before, null), [1, -2, 3]);
    assertStatistics(reader.measureUpdate(before, after, null).update, [0.5, 0, 2]);
    tf.dispose([before, after]);
  });

  it('takes what is too large for its memory in another way', async () => {
    await tf.setBackend('cpu');
    const reader = createReader(() => module);
    const large = tf.zeros([34_000_000]);
    assert.equal(reader.measure(large, null).zeros, 34_000_000);
    large.dispose();
  });
});
