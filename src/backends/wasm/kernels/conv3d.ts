/** Gradients of a 3D convolution, which stock wasm computes wrongly (the filter's with a stride of 2, the input's always). */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { concatenate, registerWasmKernel, view, type Attributes, type KernelScope } from '../kernelScope.js';
import { fitWindow, spread } from '../window.js';

type Shape5 = [number, number, number, number, number];

export function registerConv3dBackprop(core: TensorflowCore): void {
  registerWasmKernel(
    core,
    'Conv3DBackpropFilterV2',
    () =>
      (scope, { x, dy }, attributes) =>
        backpropFilter(scope, x!, dy!, attributes),
  );
  registerWasmKernel(
    core,
    'Conv3DBackpropInputV2',
    () =>
      (scope, { dy, filter }, attributes) =>
        backpropInput(scope, dy!, filter!, attributes),
  );
}

interface Axis {
  stride: number;
  filter: number;
  before: number;
  output: number;
}

function spatialAxes({ core }: KernelScope, input: number[], filter: number[], attributes: Attributes): Axis[] {
  const { strides, pad } = attributes as { strides: [number, number, number]; pad: 'same' | 'valid' };
  const info = core.backend_util.computeConv3DInfo(input as Shape5, filter as Shape5, strides, 1, pad);
  const { padInfo } = info;
  return [
    { stride: info.strideDepth, filter: info.filterDepth, before: padInfo.front, output: info.outDepth },
    { stride: info.strideHeight, filter: info.filterHeight, before: padInfo.top, output: info.outHeight },
    { stride: info.strideWidth, filter: info.filterWidth, before: padInfo.left, output: info.outWidth },
  ];
}

/** dW[tap] = Σ over batch and places of X[place·s + tap]ᵀ dY[place]: one matrix product a tap. */
function backpropFilter(scope: KernelScope, x: TensorInfo, dy: TensorInfo, attributes: Attributes): TensorInfo {
  const { core, run } = scope;
  const filterShape = attributes['filterShape'] as Shape5;
  const [, , , inChannels, outChannels] = filterShape;
  const axes = spatialAxes(scope, x.shape, filterShape, attributes);
  const window = fitWindow(
    scope,
    x,
    axes.map(({ before, output, stride, filter }) => ({ before, size: (output - 1) * stride + filter })),
  );
  const places = core.util.sizeFromShape(dy.shape) / outChannels;
  const gradient = view(dy, [1, places, outChannels]);
  const taps: TensorInfo[] = [];
  for (let k = 0; k < filterShape[0]; k++) {
    for (let i = 0; i < filterShape[1]; i++) {
      for (let j = 0; j < filterShape[2]; j++) {
        const patch = takeEvery(scope, window, [k, i, j], axes);
        taps.push(
          run(
            'BatchMatMul',
            { a: view(patch, [1, places, inChannels]), b: gradient },
            { transposeA: true, transposeB: false },
          ),
        );
      }
    }
  }
  return view(concatenate(scope, taps), [...filterShape]);
}

/** What one tap of the filter meets: every stride-th element from `tap` on, along each spatial axis. */
function takeEvery({ run }: KernelScope, x: TensorInfo, tap: readonly number[], axes: readonly Axis[]): TensorInfo {
  const begin = [0, ...tap, 0];
  const end = [
    x.shape[0]!,
    ...axes.map(({ output, stride }, axis) => tap[axis]! + (output - 1) * stride + 1),
    x.shape[4]!,
  ];
  const strides = [1, ...axes.map(({ stride }) => stride), 1];
  const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  return run('StridedSlice', { x }, { begin, end, strides, ...masks });
}

/** dX: dY, spread by the stride, convolved with the filter turned on all axes and its channels swapped. */
function backpropInput(scope: KernelScope, dy: TensorInfo, filter: TensorInfo, attributes: Attributes): TensorInfo {
  const { run } = scope;
  const inputShape = attributes['inputShape'] as Shape5;
  const axes = spatialAxes(scope, inputShape, filter.shape, attributes);
  const spaced = spread(
    scope,
    dy,
    axes.map(({ stride }) => stride),
  );
  const window = fitWindow(
    scope,
    spaced,
    axes.map((axis, i) => ({ before: axis.filter - 1 - axis.before, size: inputShape[i + 1]! + axis.filter - 1 })),
  );
  const turned = run('Reverse', { x: filter }, { dims: [0, 1, 2] });
  return run(
    'Conv3D',
    { x: window, filter: run('Transpose', { x: turned }, { perm: [0, 1, 2, 4, 3] }) },
    { strides: [1, 1, 1], pad: 'valid', dilations: [1, 1, 1], dataFormat: 'NDHWC' },
  );
}
