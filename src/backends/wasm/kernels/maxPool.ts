/**
 * Max pooling where stock wasm is wrong: it starts its search at the smallest positive float, so windows without a
 * positive value have no maximum. These passes over the heap take the first largest element of a window, as cpu does.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type Attributes, type KernelScope } from '../kernelScope.js';
import { firstMaxima, type Windows } from '../poolWindows.js';

export function registerMaxPool(core: TensorflowCore): void {
  registerWasmKernel(
    core,
    'MaxPoolGrad',
    () =>
      (scope, { dy, input }, attributes) =>
        gradient(scope, dy!, input!, windows2d(scope, input!, attributes)),
  );
  registerWasmKernel(
    core,
    'MaxPool3DGrad',
    () =>
      (scope, { dy, input }, attributes) =>
        gradient(scope, dy!, input!, windows3d(scope, input!, attributes)),
  );
  registerWasmKernel(core, 'MaxPool3D', () => (scope, { x }, attributes) => {
    const windows = windows3d(scope, x!, attributes);
    const output = scope.backend.makeOutput(windows.outShape, x!.dtype);
    const values = scope.backend.typedArrayFromHeap(x!);
    const maxima = scope.backend.typedArrayFromHeap(output);
    firstMaxima(values, windows).forEach((at, out) => (maxima[out] = at < 0 ? NaN : values[at]!));
    return output;
  });
  registerWasmKernel(core, 'MaxPoolWithArgmax', () => (scope, { x }, attributes) => {
    const windows = windows2d(scope, x!, attributes);
    const pooled = scope.backend.makeOutput(windows.outShape, x!.dtype);
    const indexes = scope.backend.makeOutput(windows.outShape, 'int32');
    const values = scope.backend.typedArrayFromHeap(x!);
    const maxima = scope.backend.typedArrayFromHeap(pooled);
    const positions = scope.backend.typedArrayFromHeap(indexes);
    const perImage = attributes['includeBatchInIndex'] ? values.length : values.length / x!.shape[0]!;
    positionsOf(x!, values, windows).forEach((at, out) => {
      maxima[out] = at < 0 ? NaN : values[at]!;
      positions[out] = at < 0 ? at : at % perImage;
    });
    return [pooled, indexes];
  });
  // No kernel of TensorFlow.js: the adjoint of MaxPoolGrad, which the second derivative asks for (src/autodiff/gradients/maxPool.ts).
  registerWasmKernel(core, 'MaxPoolGradGrad', () => (scope, { input, output, grad }, attributes) => {
    const picked = scope.backend.makeOutput(output!.shape, 'float32');
    const values = scope.backend.typedArrayFromHeap(input!);
    const given = scope.backend.typedArrayFromHeap(grad!);
    const into = scope.backend.typedArrayFromHeap(picked);
    const positions = positionsOf(input!, values, windows2d(scope, input!, attributes));
    for (let out = 0; out < positions.length; out++) into[out] = positions[out]! < 0 ? 0 : given[positions[out]!]!;
    return picked;
  });
}

/** dX: the gradient of each window goes to its maximum. */
function gradient({ backend }: KernelScope, dy: TensorInfo, input: TensorInfo, windows: Windows): TensorInfo {
  const output = backend.makeOutput(input.shape, 'float32');
  const values = backend.typedArrayFromHeap(input);
  const given = backend.typedArrayFromHeap(dy);
  const dx = backend.typedArrayFromHeap(output).fill(0);
  const positions = positionsOf(input, values, windows);
  for (let out = 0; out < positions.length; out++) if (positions[out]! >= 0) dx[positions[out]!]! += given[out]!;
  return output;
}

/** A gradient and a second derivative ask for the same maxima; data is never written to again, so they are kept as long as it. */
const found = new WeakMap<object, { windows: string; positions: Int32Array }>();

function positionsOf({ dataId }: TensorInfo, values: Float32Array, windows: Windows): Int32Array {
  const key = JSON.stringify(windows);
  const known = found.get(dataId);
  if (known?.windows === key) return known.positions;
  const positions = firstMaxima(values, windows);
  found.set(dataId, { windows: key, positions });
  return positions;
}

type Pad = 'same' | 'valid' | number;
type Rounding = 'floor' | 'round' | 'ceil';

function windows2d({ core }: KernelScope, x: TensorInfo, attributes: Attributes): Windows {
  const { filterSize, strides, pad, dimRoundingMode } = attributes as {
    filterSize: [number, number];
    strides: [number, number];
    pad: Pad;
    dimRoundingMode?: Rounding;
  };
  const shape = x.shape as [number, number, number, number];
  const info = core.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    outShape: info.outShape,
    axes: [
      { input: 1, output: 1, stride: 1, filter: 1, before: 0 },
      {
        input: info.inHeight,
        output: info.outHeight,
        stride: info.strideHeight,
        filter: info.effectiveFilterHeight,
        before: info.padInfo.top,
      },
      {
        input: info.inWidth,
        output: info.outWidth,
        stride: info.strideWidth,
        filter: info.effectiveFilterWidth,
        before: info.padInfo.left,
      },
    ],
  };
}

function windows3d({ core }: KernelScope, x: TensorInfo, attributes: Attributes): Windows {
  const { filterSize, strides, pad, dimRoundingMode, dataFormat } = attributes as {
    filterSize: [number, number, number];
    strides: [number, number, number];
    pad: Pad;
    dimRoundingMode?: Rounding;
    dataFormat?: 'NDHWC' | 'NCDHW';
  };
  if (dataFormat === 'NCDHW') throw new Error('MaxPool3D on wasm knows NDHWC only.');
  const shape = x.shape as [number, number, number, number, number];
  const info = core.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const axis = (input: number, output: number, stride: number, filter: number, before: number) => ({
    input,
    output,
    stride,
    filter,
    before,
  });
  const { padInfo } = info;
  return {
    batch: info.batchSize,
    channels: info.inChannels,
    outShape: info.outShape,
    axes: [
      axis(info.inDepth, info.outDepth, info.strideDepth, info.effectiveFilterDepth, padInfo.front),
      axis(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, padInfo.top),
      axis(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, padInfo.left),
    ],
  };
}
