/**
 * Gradients of a depthwise convolution, which stock wasm lacks. Both are depthwise convolutions themselves, with
 * C·m channels (m: the channel multiplier).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { concatenate, registerWasmKernel, view, type Attributes, type KernelScope } from '../kernelScope.js';
import { fitWindow, spread } from '../window.js';

type Shape4 = [number, number, number, number];

interface DepthwiseAttributes {
  strides: number | [number, number];
  dilations?: number | [number, number] | null;
  pad: 'same' | 'valid' | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function registerDepthwiseBackprop(core: TensorflowCore): void {
  registerWasmKernel(core, 'DepthwiseConv2dNativeBackpropFilter', (stock) => (scope, inputs, attributes) => {
    if (stock) return stock(scope, inputs, attributes);
    return backpropFilter(scope, inputs['x']!, inputs['dy']!, attributes);
  });
  registerWasmKernel(core, 'DepthwiseConv2dNativeBackpropInput', (stock) => (scope, inputs, attributes) => {
    if (stock) return stock(scope, inputs, attributes);
    return backpropInput(scope, inputs['dy']!, inputs['filter']!, attributes);
  });
}

function convolutionInfo({ core }: KernelScope, inputShape: number[], filterShape: number[], attributes: Attributes) {
  const { strides, dilations, pad, dimRoundingMode } = attributes as unknown as DepthwiseAttributes;
  return core.backend_util.computeConv2DInfo(
    inputShape as Shape4,
    filterShape as Shape4,
    strides,
    dilations ?? [1, 1],
    pad,
    dimRoundingMode,
    true,
  );
}

/** dW[i, j, c, q] = Σ_{n, y, x} X[n, y·s + i·d, x·s + j·d, c] · dY[n, y, x, c·m + q]. */
function backpropFilter(scope: KernelScope, x: TensorInfo, dy: TensorInfo, attributes: Attributes): TensorInfo {
  const { run } = scope;
  const filterShape = attributes['filterShape'] as Shape4;
  const [height, width, channels, multiplier] = filterShape;
  const info = convolutionInfo(scope, x.shape, filterShape, attributes);
  const window = fitWindow(scope, x, [
    {
      before: info.padInfo.top,
      size: (info.outHeight - 1) * info.strideHeight + (height - 1) * info.dilationHeight + 1,
    },
    {
      before: info.padInfo.left,
      size: (info.outWidth - 1) * info.strideWidth + (width - 1) * info.dilationWidth + 1,
    },
  ]);
  const gradient = view(dy, [info.batchSize, info.outHeight, info.outWidth, channels, multiplier]);
  const taps: TensorInfo[] = [];
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const begin = [0, i * info.dilationHeight, j * info.dilationWidth, 0];
      const strides = [1, info.strideHeight, info.strideWidth, 1];
      const extent = [
        info.batchSize,
        (info.outHeight - 1) * info.strideHeight + 1,
        (info.outWidth - 1) * info.strideWidth + 1,
        channels,
      ];
      const end = begin.map((from, axis) => from + extent[axis]!);
      const patch = run(
        'StridedSlice',
        { x: window },
        { begin, end, strides, beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 },
      );
      const product = run('Multiply', { a: view(patch, [...patch.shape, 1]), b: gradient });
      taps.push(run('Sum', { x: product }, { axis: [0, 1, 2], keepDims: false }));
    }
  }
  const flat = taps.map((tap) => view(tap, [1, channels * multiplier]));
  return view(concatenate(scope, flat), [...filterShape]);
}

/** dX = the sum over q of dY (spread by the stride) convolved with the filter turned by half a turn. */
function backpropInput(scope: KernelScope, dy: TensorInfo, filter: TensorInfo, attributes: Attributes): TensorInfo {
  const { run } = scope;
  const inputShape = attributes['inputShape'] as Shape4;
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  const info = convolutionInfo(scope, inputShape, filter.shape, attributes);
  const spaced = spread(scope, dy, [info.strideHeight, info.strideWidth]);
  const reachY = (height - 1) * info.dilationHeight;
  const reachX = (width - 1) * info.dilationWidth;
  const window = fitWindow(scope, spaced, [
    { before: reachY - info.padInfo.top, size: inputShape[1] + reachY },
    { before: reachX - info.padInfo.left, size: inputShape[2] + reachX },
  ]);
  const turned = run('Reverse', { x: filter }, { dims: [0, 1] });
  const sums = run(
    'DepthwiseConv2dNative',
    { x: window, filter: view(turned, [height, width, channels * multiplier, 1]) },
    { strides: [1, 1], dilations: [info.dilationHeight, info.dilationWidth], pad: 'valid' },
  );
  if (multiplier === 1) return sums;
  return run('Sum', { x: view(sums, [...inputShape, multiplier]) }, { axis: [4], keepDims: false });
}
