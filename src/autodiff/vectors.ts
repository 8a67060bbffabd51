/** Vectors over several tensors: the elements of one after those of another, row by row. */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';

export function concatenate(core: TensorflowCore, parts: readonly Tensor[]): Tensor1D {
  const flat = parts.filter(({ size }) => size > 0).map((part) => core.reshape(part, [-1]));
  return flat.length === 0 ? core.tensor1d([]) : (core.concat(flat) as Tensor1D);
}

/** e_1, e_2, …, each in the shapes of `like`; the caller disposes them. */
export function* basisVectors(core: TensorflowCore, like: readonly Tensor[]): Generator<Tensor[]> {
  for (const [part, { size }] of like.entries()) {
    for (let element = 0; element < size; element++) {
      yield like.map(({ shape }, i) => {
        const values = new Float32Array(like[i]!.size);
        if (i === part) values[element] = 1;
        return core.tensor(values, shape);
      });
    }
  }
}
