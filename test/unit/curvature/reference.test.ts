import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { lanczos } from '../../../src/curvature/eigen/lanczos.js';
import { openHessianSession } from '../../../src/curvature/operators/hessianSession.js';
import { createRandom } from '../../../src/curvature/random.js';
import { buildModel, readReference, REFERENCE_NETWORKS, type Values } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

/** Of vectors: ‖actual − expected‖ / ‖expected‖. */
function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  assert.equal(actual.length, expected.length);
  let [difference, size] = [0, 0];
  expected.forEach((value, i) => {
    difference += (actual[i]! - value) ** 2;
    size += value ** 2;
  });
  return Math.sqrt(difference / size);
}
const inOrder = (names: string[], values: Record<string, Values>) => names.flatMap((name) => values[name]!.values);

for (const backend of ['cpu', 'wasm'] as const) {
  describe(`curvature of the reference networks on ${backend}`, () => {
    before(async () => {
      await startWasmWithKernels();
      tf.setBackend(backend);
    });

    for (const name of REFERENCE_NETWORKS) {
      it(name, () => {
        const { model, expected } = readReference(name);
        const before = tf.memory().numTensors;
        const built = buildModel(tf, model);
        const session = openHessianSession(tf, () => built.loss(), built.variables);
        const v = Float64Array.from(inOrder(built.names, expected.hvp.v));
        const error = relativeError(session.multiply(v), inOrder(built.names, expected.hvp.Hv));
        assert.ok(error <= 1e-6, `H v is off by ${error}`);
        const { largest, smallest } = expected.hessian;
        const found = lanczos(session, {
          largest: largest.length,
          smallest: smallest.length,
          tolerance: 1e-7,
          random: createRandom(1),
        });
        const worst = (actual: { value: number }[], values: number[]) =>
          Math.max(...values.map((value, i) => Math.abs(actual[i]!.value - value))) / Math.abs(largest[0]!);
        const eigenError = Math.max(worst(found.largest, largest), worst(found.smallest, smallest));
        assert.ok(eigenError <= 1e-5, `eigenvalues are off by ${eigenError} of the largest`);
        session.dispose();
        built.dispose();
        assert.equal(tf.memory().numTensors, before);
      });
    }
  });
}
