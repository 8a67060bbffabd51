/**
 * Gradient of a 2D convolution by its filter, which stock wasm lacks. It is a convolution itself:
 * dW[i, j, c, k] = Σ_{n, y, x} X[n, y·s + i, x·s + j, c] · dY[n, y, x, k], so the batch is summed over like channels, dY is
 * the filter, and the stride has become its dilation.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type Attributes, type KernelScope } from '../kernelScope.js';
import { fitWindow } from '../window.js';

type Shape4 = [number, number, number, number];

export function registerConv2dBackpropFilter(core: TensorflowCore): void {
  registerWasmKernel(core, 'Conv2DBackpropFilter', (stock) => (scope, inputs, attributes) => {
    if (stock) return stock(scope, inputs, attributes);
    return conv2dBackpropFilter(scope, inputs['x']!, inputs['dy']!, attributes);
  });
}

function conv2dBackpropFilter(scope: KernelScope, x: TensorInfo, dy: TensorInfo, attributes: Attributes): TensorInfo {
  const { core, run } = scope;
  const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attributes as {
    strides: number | [number, number];
    pad: 'same' | 'valid' | number;
    dataFormat?: 'NHWC' | 'NCHW';
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    filterShape: Shape4;
  };
  if (dataFormat === 'NCHW') throw new Error('Conv2DBackpropFilter on wasm knows NHWC only.');
  const info = core.backend_util.computeConv2DInfo(x.shape as Shape4, filterShape, strides, 1, pad, dimRoundingMode);
  const window = fitWindow(scope, x, [
    { before: info.padInfo.top, size: (info.outHeight - 1) * info.strideHeight + info.filterHeight },
    { before: info.padInfo.left, size: (info.outWidth - 1) * info.strideWidth + info.filterWidth },
  ]);
  const gradient = run(
    'Conv2D',
    {
      x: run('Transpose', { x: window }, { perm: [3, 1, 2, 0] }),
      filter: run('Transpose', { x: dy }, { perm: [1, 2, 0, 3] }),
    },
    {
      strides: [1, 1],
      pad: 'valid',
      dataFormat: 'NHWC',
      dilations: [info.strideHeight, info.strideWidth],
    },
  );
  return run('Transpose', { x: gradient }, { perm: [1, 2, 0, 3] });
}
