import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as tensorflow from '@tensorflow/tfjs';
import { compileStatistics } from '../../scripts/compileStatistics.mjs';
import { createReader } from '../../src/probes/statistics/createReader.js';
import { HISTOGRAM_BINS } from '../../src/protocol/records.js';
import { referenceHistogram, referenceStatistics } from '../unit/probes/statistics/reference.js';

describe('statistics on the native backend', function () {
  this.timeout(300_000);
  // Large tensors are copied by TensorFlow itself, small ones fetched.
  for (const size of [1000, 100_000]) {
    it(`are those of the float64 definition at every step of a Variable of ${size}`, async () => {
      const require = createRequire(resolve('.cache/native/package.json'));
      const tf = require('@tensorflow/tfjs-node') as typeof tensorflow;
      const module = new WebAssembly.Module((await compileStatistics()) as BufferSource);
      const reader = createReader(() => module);
      const { numTensors } = tf.memory();
      const variable = tf.variable(tf.randomNormal([size / 10, 10], 0, 1, 'float32', 1));
      const created = tf.memory().numTensors;
      for (let step = 0; step < 4; step++) {
        const gradient = tf.tidy(() => tf.mul(variable, tf.randomNormal(variable.shape, 0, 1e-2, 'float32', step)));
        const after = tf.sub(variable, gradient);
        const [old, given, next] = [variable, gradient, after].map((tensor) => Array.from(tensor.dataSync()));
        const rows = { update: new Uint32Array(HISTOGRAM_BINS), weight: new Uint32Array(HISTOGRAM_BINS) };
        const counts = new Uint32Array(HISTOGRAM_BINS);
        const measured = reader.measure(gradient, counts);
        const { update, weight } = reader.measureUpdate(variable, after, rows);
        variable.assign(after as typeof variable);
        tf.dispose([gradient, after]);
        const change = next!.map((value, i) => Math.fround(value - old![i]!));
        for (const [actual, values, row] of [
          [measured!, given!, counts],
          [update, change, rows.update],
          [weight, next!, rows.weight],
        ] as const) {
          const expected = referenceStatistics(values);
          const error = Math.abs(actual.sumOfSquares - expected.sumOfSquares);
          assert.ok(error <= 1e-12 * expected.sumOfSquares, `${actual.sumOfSquares}, not ${expected.sumOfSquares}`);
          assert.deepEqual(Array.from(row), referenceHistogram(values));
        }
        // Reading leaves no tensor behind, and takes none away.
        assert.equal(tf.memory().numTensors, created);
      }
      variable.dispose();
      assert.ok(tf.memory().numTensors >= numTensors);
    });
  }
});
