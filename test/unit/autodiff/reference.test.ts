import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { hessian } from '../../../src/autodiff/hessian.js';
import { hvp } from '../../../src/autodiff/hvp.js';
import { jacobian, jacobianNorm } from '../../../src/autodiff/jacobian.js';
import { openTapeSession } from '../../../src/autodiff/tapeSession.js';
import {
  buildModel,
  readReference,
  REFERENCE_NETWORKS,
  type BuiltModel,
  type Reference,
  type ReferenceModel,
  type Values,
} from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

/** ‖actual − expected‖ / ‖expected‖ over all tensors together. */
function relativeError(actual: tf.Tensor[], expected: number[][]): number {
  let [difference, size] = [0, 0];
  expected.forEach((values, i) => {
    const found = actual[i]!.dataSync();
    assert.equal(found.length, values.length);
    values.forEach((value, j) => {
      difference += (found[j]! - value) ** 2;
      size += value ** 2;
    });
  });
  return Math.sqrt(difference / size);
}

const inOrder = (model: BuiltModel, values: Record<string, Values>) => model.names.map((name) => values[name]!.values);

for (const backend of ['cpu', 'wasm'] as const) {
  describe(`second derivatives of the reference networks on ${backend}`, () => {
    before(async () => {
      await startWasmWithKernels();
      tf.setBackend(backend);
    });

    for (const name of REFERENCE_NETWORKS) {
      it(name, () => {
        const { model, expected } = readReference(name);
        const before = tf.memory().numTensors;
        const built = buildModel(tf, model);
        const vectors = built.names.map((variable) => {
          const { values, shape } = expected.hvp.v[variable]!;
          return tf.tensor(values, shape);
        });
        const product = hvp(tf, built.loss, built.variables, vectors);
        const error = relativeError(product, inOrder(built, expected.hvp.Hv));
        assert.ok(error < 1e-6, `H v is off by ${error}`);
        const session = openTapeSession(tf, built.loss, built.variables);
        const gradientError = relativeError(session.gradients, inOrder(built, expected.gradient));
        assert.ok(gradientError < 1e-6, `the gradient is off by ${gradientError}`);
        assert.ok(Math.abs(session.loss.dataSync()[0]! / expected.loss_value - 1) < 1e-6);
        session.dispose();
        tf.dispose([product, vectors]);
        built.dispose();
        assert.equal(tf.memory().numTensors, before);
      });
    }

    it('has the Hessian of the smallest, element by element', () => {
      for (const name of ['01_linear', '02_mlp']) {
        const { model, expected } = readReference(name);
        const built = buildModel(tf, model);
        const matrix = hessian(tf, built.loss, built.variables);
        const error = relativeError([matrix], [expected.hessian.matrix!.values]);
        assert.ok(error < 1e-6, `${name}: off by ${error}`);
        matrix.dispose();
        built.dispose();
      }
    });

    it('has the norm of the Jacobian, from the batch and from the whole matrix', () => {
      const { expected } = readReference<{ expected: { squared_norm: number } }>('10_jacobian');
      const { model } = readReference<Reference & { model: ReferenceModel }>('04_cnn');
      const built = buildModel(tf, model);
      const f = (x: tf.Tensor) => built.forward({ x });
      const norm = jacobianNorm(tf, f, built.inputs['x']!);
      assert.ok(Math.abs(norm.dataSync()[0]! ** 2 / expected.squared_norm - 1) < 1e-6);
      const matrix = jacobian(tf, f, built.inputs['x']!);
      assert.deepEqual(matrix.shape, [8, 10, 8, 14, 14, 1]);
      const squared = [...matrix.dataSync()].reduce((sum, value) => sum + value ** 2, 0) / 8;
      assert.ok(Math.abs(squared / expected.squared_norm - 1) < 1e-6);
      tf.dispose([norm, matrix]);
      built.dispose();
    });
  });
}
