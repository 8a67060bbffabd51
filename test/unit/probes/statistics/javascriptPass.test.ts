import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { HISTOGRAM_BINS, HISTOGRAM_SIDE, LOWEST_EXPONENT } from '../../../../src/protocol/records.js';
import { createJavascriptPass } from '../../../../src/probes/statistics/javascriptPass.js';
import { referenceHistogram, referenceStatistics } from './reference.js';

describe('statistics in JavaScript', () => {
  const pass = createJavascriptPass();
  before(() => tf.setBackend('cpu'));

  it('agrees with the definition on every kind of float32', () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { maxLength: 40 }), (values) => {
        const tensor = tf.tensor1d(values);
        const histogram = new Uint32Array(HISTOGRAM_BINS).fill(7);
        const measured = pass.measure(tensor, histogram);
        tensor.dispose();
        assert.deepEqual(measured, referenceStatistics(values));
        assert.deepEqual(Array.from(histogram), referenceHistogram(values));
      }),
      { seed: 3 },
    );
  });

  it('puts zeros and tails into the first and last bins', () => {
    const values = [0, -0, 2 ** (LOWEST_EXPONENT - 1), 2 ** LOWEST_EXPONENT, 1e30, -1e30, -Infinity, NaN];
    const histogram = new Uint32Array(HISTOGRAM_BINS);
    const tensor = tf.tensor1d(values);
    pass.measure(tensor, histogram);
    tensor.dispose();
    assert.equal(histogram[HISTOGRAM_SIDE], 3);
    assert.equal(histogram[HISTOGRAM_SIDE + 1], 1);
    assert.equal(histogram[HISTOGRAM_BINS - 1], 1);
    assert.equal(histogram[0], 2);
    assert.equal(
      histogram.reduce((a, b) => a + b),
      7,
    );
  });

  it('measures after − before with a float32 subtraction', () => {
    const before = tf.tensor1d([1, 16777216, 0.1]);
    const after = tf.tensor1d([1, 16777218, 0.3]);
    const { update, weight } = pass.measureUpdate(before, after, null);
    tf.dispose([before, after]);
    assert.deepEqual(weight, referenceStatistics([1, 16777218, Math.fround(0.3)]));
    assert.deepEqual(update, referenceStatistics([0, 2, Math.fround(Math.fround(0.3) - Math.fround(0.1))]));
  });

  it('leaves tf.memory() as it was', () => {
    const tensor = tf.ones([5, 3]);
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    pass.measure(tensor, new Uint32Array(HISTOGRAM_BINS));
    const now = tf.memory();
    tensor.dispose();
    assert.deepEqual([now.numTensors, now.numBytes, now.numDataBuffers], [numTensors, numBytes, numDataBuffers]);
  });
});
