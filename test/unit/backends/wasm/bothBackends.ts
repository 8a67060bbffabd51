/** Runs the same computation on wasm with our kernels and on cpu, and compares. */
import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { registerTrainingKernels } from '../../../../src/backends/wasm/trainingKernels.js';

let registered = false;

/** Wasm with the training kernels is the backend in use. */
export async function startWasmWithKernels(): Promise<void> {
  if (!registered) registerTrainingKernels(tf);
  registered = true;
  assert.ok(await tf.setBackend('wasm'));
}

/** Values of the results on a backend; checks that nothing else is left in its memory. */
export function valuesOn(backend: 'cpu' | 'wasm', compute: () => tf.Tensor[]): Float32Array[] {
  tf.setBackend(backend);
  const tensors = tf.memory().numTensors;
  const dataIds = tf.backend().numDataIds();
  const values = tf.tidy(() => compute().map((tensor) => Float32Array.from(tensor.dataSync())));
  assert.equal(tf.memory().numTensors, tensors, `tensors leaked on ${backend}`);
  assert.equal(tf.backend().numDataIds(), dataIds, `data leaked on ${backend}`);
  return values;
}

/** Largest difference over the largest size of the expected values. */
export function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assert.equal(actual.length, expected.length, what);
  let scale = 1e-30;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!));
    const difference = Math.abs(actual[i]! - expected[i]!);
    assert.ok(!Number.isNaN(difference), `${what}: not a number at ${i}`);
    worst = Math.max(worst, difference);
  }
  assert.ok(worst <= tolerance * scale, `${what}: off by ${worst / scale}`);
}

/** The same numbers in (−1, 1) at every run, quantised so that ties occur. */
export function numbers(shape: number[], seed: number): tf.Tensor {
  return tf.tensor(
    numberList(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  );
}

export function numberList(count: number, seed: number): number[] {
  let state = seed >>> 0;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround((Math.floor(state / 2 ** 22) - 512) / 512);
  });
}
