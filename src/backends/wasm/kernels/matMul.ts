/**
 * Matrix products with transposed factors. The stock kernel leaves its fast path for them and is about ten times slower
 * than transposing first.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type KernelScope } from '../kernelScope.js';

export function registerMatMul(core: TensorflowCore): void {
  for (const name of ['BatchMatMul', '_FusedMatMul']) {
    if (!core.getKernel(name, 'wasm')) continue;
    registerWasmKernel(core, name, (stock) => (scope, inputs, attributes) => {
      const a = attributes['transposeA'] ? transposed(scope, inputs['a']!) : inputs['a']!;
      const b = attributes['transposeB'] ? transposed(scope, inputs['b']!) : inputs['b']!;
      return stock!(scope, { ...inputs, a, b }, { ...attributes, transposeA: false, transposeB: false });
    });
  }
}

/** The last two axes swapped. */
function transposed({ run }: KernelScope, tensor: TensorInfo): TensorInfo {
  const axes = tensor.shape.map((_, axis) => axis);
  const last = axes.length - 1;
  return run('Transpose', { x: tensor }, { perm: [...axes.slice(0, -2), last, last - 1] });
}
