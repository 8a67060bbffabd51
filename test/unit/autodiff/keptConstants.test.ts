import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { openTapeSession, type TapeSession } from '../../../src/autodiff/tapeSession.js';
import { buildModel, readReference } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

const NAMES = ['04_cnn', '05_cnn_batchnorm', '06_lstm', '08_attention', '09_gelu_tanh_meanSquaredError'];

/** Kernels that run while `work` does. */
function kernelsOf(work: () => void): string[] {
  const { engine } = tf;
  const backend = tf.getBackend();
  const names: string[] = [];
  const kernels = tf.getKernelsForBackend(backend);
  const originals = kernels.map(({ kernelFunc }) => kernelFunc);
  kernels.forEach((kernel, i) => {
    kernel.kernelFunc = (call) => {
      if (engine().state.kernelDepth <= 1) names.push(kernel.kernelName);
      return originals[i]!(call);
    };
  });
  try {
    work();
  } finally {
    kernels.forEach((kernel, i) => (kernel.kernelFunc = originals[i]!));
  }
  return names;
}

describe('what sweeps have in common', () => {
  before(startWasmWithKernels);

  for (const name of NAMES) {
    it(`is computed once, and changes no bit: ${name}`, () => {
      const built = buildModel(tf, readReference(name).model);
      const vectorsOf = (seed: number) =>
        built.variables.map(({ shape }, i) => tf.randomNormal(shape, 0, 1, 'float32', seed + i));
      const [first, second] = [vectorsOf(1), vectorsOf(100)];
      const valuesOf = (session: TapeSession, vectors: tf.Tensor[]) =>
        session.product(vectors).map((part) => {
          const values = [...part.dataSync()];
          part.dispose();
          return values;
        });
      const before = tf.memory().numTensors;
      const session = openTapeSession(tf, built.loss, built.variables);
      let product: number[][] = [];
      const all = kernelsOf(() => (product = valuesOf(session, first)));
      const later = kernelsOf(() => assert.notDeepEqual(valuesOf(session, second), product));
      assert.ok(later.length < 0.95 * all.length, `${later.length} of ${all.length} kernels run again`);
      for (const constant of ['MaxPoolWithArgmax', 'Tile', 'Step', 'Equal', 'Greater', 'Pow'])
        assert.ok(!later.includes(constant), constant);
      // The same as from a session that has made no other product.
      const fresh = openTapeSession(tf, built.loss, built.variables);
      assert.deepEqual(valuesOf(session, second), valuesOf(fresh, second));
      assert.deepEqual(valuesOf(session, first), product);
      session.dispose();
      fresh.dispose();
      assert.equal(tf.memory().numTensors, before);
      tf.dispose([first, second]);
      built.dispose();
    });
  }

  it('is not taken from a sweep that ended in an error', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const session = openTapeSession(tf, () => tf.sum(tf.pow(w, 3)), [w]);
    const before = tf.memory().numTensors;
    assert.throws(() => session.product([tf.tidy(() => tf.ones([3]))]));
    tf.disposeVariables();
    session.dispose();
    assert.ok(tf.memory().numTensors < before);
  });
});
