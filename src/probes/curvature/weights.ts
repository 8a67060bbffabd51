/** Flat weights as tensors, in the order of a training's variables. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** The caller disposes them. */
export function weightTensors(
  core: TensorflowCore,
  flat: Float32Array,
  variables: readonly { shape: readonly number[] }[],
): Tensor[] {
  let at = 0;
  return variables.map(({ shape }) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const tensor = core.tensor(flat.slice(at, at + size), [...shape], 'float32');
    at += size;
    return core.keep(tensor);
  });
}

export function isFiniteEverywhere(values: ArrayLike<number>): boolean {
  let sum = 0;
  // x − x is NaN for NaN and infinities, and 0 for all else.
  for (let i = 0; i < values.length; i++) sum += values[i]! - values[i]!;
  return sum === 0;
}
