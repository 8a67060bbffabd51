import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { lanczos } from '../../../src/curvature/eigen/lanczos.js';
import { meanOperator } from '../../../src/curvature/operators/combinedOperators.js';
import { createRandom } from '../../../src/curvature/random.js';
import { sampleBracket } from '../../../src/curvature/sample/sampleBracket.js';
import { readSnapshots, subBatchDraws } from '../../support/digitsLeNet.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';
import { diagonal } from './knownOperators.js';

describe('the bracket of the sample', () => {
  before(startWasmWithKernels);

  // One draw a step; test/external has ten.
  for (const snapshot of readSnapshots()) {
    it(`holds λ1 of 2,000 digits at step ${snapshot.step}`, () => {
      const random = createRandom(1);
      const { sessions, dispose } = subBatchDraws(tf, { batches: 8, batchSize: 64 })(snapshot, random);
      const top = lanczos(meanOperator(sessions), { complement: false, random }).largest[0]!;
      const { lower, upper } = sampleBracket(sessions, top, { random })!;
      assert.ok(lower <= snapshot.lambda1 && snapshot.lambda1 <= upper, `${lower} … ${upper}`);
      assert.ok(upper < 3 * snapshot.lambda1, 'it is too wide to tell anything');
      dispose();
    });
  }

  it('is λ1 itself where all sub-batches are alike, and none where there is one', () => {
    const parts = Array.from({ length: 4 }, () => diagonal([5, 2, 1]));
    const top = { value: 5, vector: Float64Array.of(1, 0, 0) };
    const { lower, upper, standardError } = sampleBracket(parts, top, { random: createRandom(1) })!;
    [lower, upper].forEach((end) => assert.ok(Math.abs(end - 5) < 1e-3));
    assert.ok(standardError < 1e-3);
    assert.equal(sampleBracket(parts.slice(1, 2), top, { random: createRandom(1) }), null);
  });
});
