/** All parameters as one vector: variables in their order, each row-major. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** Where a variable lies in the flat vector of all parameters. */
export interface VariableSlice {
  offset: number;
  size: number;
  shape: number[];
}

export function layoutOf(variables: readonly Tensor[]): VariableSlice[] {
  let offset = 0;
  return variables.map(({ size, shape }) => {
    const slice = { offset, size, shape: [...shape] };
    offset += size;
    return slice;
  });
}

export function totalSize(layout: readonly VariableSlice[]): number {
  return layout.reduce((sum, { size }) => sum + size, 0);
}

/** One tensor a variable, in the caller's scope. In a float64 worker Float32Array is Float64Array. */
export function splitVector(core: TensorflowCore, v: Float64Array, layout: readonly VariableSlice[]): Tensor[] {
  return layout.map(({ offset, size, shape }) =>
    core.tensor(new Float32Array(v.subarray(offset, offset + size)), shape),
  );
}

/** Zero where there is no tensor: the variable is not reached. */
export function joinTensors(
  tensors: readonly (Tensor | null | undefined)[],
  layout: readonly VariableSlice[],
): Float64Array {
  const joined = new Float64Array(totalSize(layout));
  tensors.forEach((tensor, i) => {
    if (tensor && tensor.size > 0) joined.set(tensor.dataSync(), layout[i]!.offset);
  });
  return joined;
}
