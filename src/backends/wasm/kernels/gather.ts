/** Gathering single elements: stock wasm copies each slice by a call, forty times slower where a slice is one number. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type KernelScope } from '../kernelScope.js';

export function registerGather(core: TensorflowCore): void {
  if (!core.getKernel('GatherV2', 'wasm')) return;
  registerWasmKernel(core, 'GatherV2', (stock) => (scope, inputs, attributes) => {
    const [x, indices] = [inputs['x']!, inputs['indices']!];
    const isPlain = x.shape.length === 1 && !attributes['batchDims'];
    const isKnown = x.dtype === 'float32' && indices.dtype === 'int32';
    return (isPlain && isKnown && elements(scope, x, indices)) || stock!(scope, inputs, attributes);
  });
}

/** Null where an index lies outside: the stock kernel says so. */
function elements({ backend }: KernelScope, x: TensorInfo, indices: TensorInfo): TensorInfo | null {
  const output = backend.makeOutput(indices.shape, 'float32');
  const [values, positions] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(indices)];
  const found = backend.typedArrayFromHeap(output);
  for (let i = 0; i < found.length; i++) {
    const value = values[positions[i]!];
    if (value === undefined) {
      backend.disposeData(output.dataId);
      return null;
    }
    found[i] = value;
  }
  return output;
}
