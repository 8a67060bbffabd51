/**
 * Gradients of a 2D convolution, which are convolutions themselves.
 *
 * By its filter, which stock wasm lacks: dW[i, j, c, k] = Σ_{n, y, x} X[n, y·s + i, x·s + j, c] · dY[n, y, x, k], so the batch is
 * summed over like channels, dY is the filter, and the stride has become its dilation.
 *
 * By its input, which stock wasm sums up number by number (10 times slower): dX[n, y, x, c] = Σ_{i, j, k} dY'[n, y − i, x − j, k] · W[i, j, c, k], with
 * s − 1 zeros between the elements of dY', so the filter is turned by half a turn and its channels change places.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type Attributes, type KernelScope } from '../kernelScope.js';
import { fitWindow, spread } from '../window.js';

type Shape4 = [number, number, number, number];

export function registerConv2dBackprop(core: TensorflowCore): void {
  registerWasmKernel(core, 'Conv2DBackpropFilter', (stock) => (scope, inputs, attributes) => {
    if (stock) return stock(scope, inputs, attributes);
    return conv2dBackpropFilter(scope, inputs['x']!, inputs['dy']!, attributes);
  });
  registerWasmKernel(core, 'Conv2DBackpropInput', (stock) => (scope, inputs, attributes) => {
    if (stock && attributes['dataFormat'] === 'NCHW') return stock(scope, inputs, attributes);
    return conv2dBackpropInput(scope, inputs['dy']!, inputs['filter']!, attributes);
  });
}

function conv2dBackpropInput(
  scope: KernelScope,
  dy: TensorInfo,
  filter: TensorInfo,
  attributes: Attributes,
): TensorInfo {
  const { core, run } = scope;
  const { strides, pad, dimRoundingMode, inputShape } = attributes as {
    strides: number | [number, number];
    pad: 'same' | 'valid' | number;
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    inputShape: Shape4;
  };
  const shape = filter.shape as Shape4;
  const info = core.backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
  const before = [info.filterHeight - 1 - info.padInfo.top, info.filterWidth - 1 - info.padInfo.left] as const;
  const spaced = spread(scope, dy, [info.strideHeight, info.strideWidth]);
  const after = [
    info.inHeight + info.filterHeight - 1 - before[0] - spaced.shape[1]!,
    info.inWidth + info.filterWidth - 1 - before[1] - spaced.shape[2]!,
  ] as const;
  const turned = run('Transpose', { x: run('Reverse', { x: filter }, { dims: [0, 1] }) }, { perm: [0, 1, 3, 2] });
  const convolution = { strides: [1, 1], dataFormat: 'NHWC', dilations: [1, 1] };
  // The convolution pads by itself where nothing is to be cut off.
  if (Math.min(...before, ...after) >= 0) {
    const padding = [
      [0, 0],
      [before[0], after[0]],
      [before[1], after[1]],
      [0, 0],
    ];
    return run('Conv2D', { x: spaced, filter: turned }, { ...convolution, pad: padding });
  }
  const window = fitWindow(scope, spaced, [
    { before: before[0], size: info.inHeight + info.filterHeight - 1 },
    { before: before[1], size: info.inWidth + info.filterWidth - 1 },
  ]);
  return run('Conv2D', { x: window, filter: turned }, { ...convolution, pad: 'valid' });
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
