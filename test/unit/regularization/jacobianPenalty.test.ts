import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { jacobianPenalty } from '../../../src/library/regularizers.js';
import { buildModel, readReference, type Values } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

interface JacobianReference {
  expected: {
    lambda: number;
    squared_norm: number;
    term_value: number;
    gradient_of_term: Record<string, Values>;
    hvp_of_term: { v: Record<string, Values>; Hv: Record<string, Values> };
    estimator_variance_batch_mean: number;
  };
}

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

for (const backend of ['cpu', 'wasm'] as const) {
  describe(`the Jacobian penalty on ${backend}`, () => {
    const { model } = readReference('04_cnn');
    const { expected } = readReference<JacobianReference>('10_jacobian');
    const inOrder = (names: string[], values: Record<string, Values>) => names.map((name) => values[name]!.values);
    before(async () => {
      await startWasmWithKernels();
      tf.setBackend(backend);
    });

    for (const how of ['own forward pass', 'shared forward pass'] as const) {
      it(`has the value and the gradient of 10_jacobian: ${how}`, () => {
        const built = buildModel(tf, model);
        const x = Object.values(built.inputs)[0]!;
        const tensors = tf.memory().numTensors;
        const loss = () =>
          how === 'own forward pass'
            ? jacobianPenalty(() => built.forward(), x, { lambda: expected.lambda, projections: 10 })
            : jacobianPenalty(built.forward(), x, { lambda: expected.lambda, projections: 'exact' });
        const { value, grads } = tf.variableGrads(loss, built.variables);
        const found = built.variables.map(({ name, shape }) => grads[name] ?? tf.zeros(shape));
        assert.ok(Math.abs(value.dataSync()[0]! / expected.term_value - 1) < 1e-6);
        const error = relativeError(found, inOrder(built.names, expected.gradient_of_term));
        assert.ok(error < 1e-5, `off by ${error}`);
        console.log(error);
        tf.dispose([value, grads, found] as never);
        assert.equal(tf.memory().numTensors, tensors);
        built.dispose();
      });
    }
  });
}
