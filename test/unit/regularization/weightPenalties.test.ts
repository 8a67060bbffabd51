import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { l1, l2 } from '../../../src/regularization/weightPenalties.js';
import { buildModel, readReference, type Values } from '../../support/referenceModel.js';
import { startWasmWithKernels } from '../backends/wasm/bothBackends.js';

describe('penalties on weights', () => {
  before(startWasmWithKernels);

  it('have the gradient λ sign(w), 0 at 0, and 2λw', () => {
    const w = tf.tensor1d([0.5, 0, -2]);
    const near = (found: tf.Tensor, expected: number[]) =>
      found.dataSync().forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 1e-7, `${value}`));
    near(l1(tf, [w, w], 0.1), [0.5]);
    near(l2(tf, [w, w], 0.1), [0.85]);
    near(tf.grad((x) => l1(tf, [x], 0.1))(w), [0.1, 0, -0.1]);
    near(tf.grad((x) => l2(tf, [x], 0.1))(w), [0.1, 0, -0.4]);
  });

  it('has the gradient of the penalty of 01_linear', () => {
    const { model, expected } = readReference('01_linear');
    const terms = (expected as unknown as { gradient_terms: { l2: Record<string, Values> } }).gradient_terms;
    const built = buildModel(tf, model);
    const kernel = built.variables[built.names.indexOf('dense/kernel')]!;
    const { lambda } = model.penalties[0]!;
    const found = tf
      .grad((w) => l2(tf, [w], lambda))(kernel)
      .dataSync()[0]!;
    assert.ok(Math.abs(found - terms.l2['dense/kernel']!.values[0]!) < 1e-8, `${found}`);
    built.dispose();
  });
});
