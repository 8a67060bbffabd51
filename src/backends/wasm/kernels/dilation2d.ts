/** Grey-scale dilation and its gradients, which stock wasm computes wrongly where no sum in a window is positive. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel, type Attributes, type KernelScope } from '../kernelScope.js';

type Shape4 = [number, number, number, number];
type Visit = (output: number, input: number, filter: number) => void;

export function registerDilation2d(core: TensorflowCore): void {
  registerWasmKernel(core, 'Dilation2D', (stock) => (scope, inputs, attributes) => {
    const { x, filter } = inputs as { x: TensorInfo; filter: TensorInfo };
    if (x.dtype !== 'float32') return stock!(scope, inputs, attributes);
    const output = scope.backend.makeOutput(dilationInfo(scope, x, filter, attributes).outShape, x.dtype);
    const { backend } = scope;
    const [image, weights] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(filter)];
    const maxima = backend.typedArrayFromHeap(output);
    forEachMaximum(scope, x, filter, attributes, (out, at, tap) => (maxima[out] = image[at]! + weights[tap]!));
    return output;
  });
  registerWasmKernel(core, 'Dilation2DBackpropInput', () => (scope, inputs, attributes) => {
    return scatter(scope, inputs, attributes, inputs['x']!, (into, from) => (out, at) => (into[at]! += from[out]!));
  });
  registerWasmKernel(core, 'Dilation2DBackpropFilter', () => (scope, inputs, attributes) => {
    return scatter(scope, inputs, attributes, inputs['filter']!, (into, from) => (out, _, tap) => {
      into[tap]! += from[out]!;
    });
  });
}

/** A gradient shaped like `like`: that of each output is added where its maximum came from. */
function scatter(
  scope: KernelScope,
  inputs: Record<string, TensorInfo>,
  attributes: Attributes,
  like: TensorInfo,
  adder: (into: Float32Array, from: Float32Array) => Visit,
): TensorInfo {
  const { x, filter, dy } = inputs as { x: TensorInfo; filter: TensorInfo; dy: TensorInfo };
  const output = scope.backend.makeOutput(like.shape, 'float32');
  const into = scope.backend.typedArrayFromHeap(output).fill(0);
  forEachMaximum(scope, x, filter, attributes, adder(into, scope.backend.typedArrayFromHeap(dy)));
  return output;
}

function dilationInfo({ core }: KernelScope, x: TensorInfo, filter: TensorInfo, attributes: Attributes) {
  const { strides, pad, dilations } = attributes as {
    strides: number | [number, number];
    pad: 'same' | 'valid' | number;
    dilations: number | [number, number];
  };
  const filterShape = filter.shape as [number, number, number];
  return core.backend_util.computeDilation2DInfo(x.shape as Shape4, filterShape, strides, pad, 'NHWC', dilations);
}

/** Visits each output with the places in image and filter whose sum is the first largest in its window. */
function forEachMaximum(
  scope: KernelScope,
  x: TensorInfo,
  filter: TensorInfo,
  attributes: Attributes,
  visit: Visit,
): void {
  const info = dilationInfo(scope, x, filter, attributes);
  const image = scope.backend.typedArrayFromHeap(x);
  const weights = scope.backend.typedArrayFromHeap(filter);
  const { inHeight, inWidth, inChannels: channels, padInfo } = info;
  let output = 0;
  for (let n = 0; n < info.batchSize; n++) {
    for (let y = 0; y < info.outHeight; y++) {
      for (let x = 0; x < info.outWidth; x++) {
        for (let c = 0; c < channels; c++, output++) {
          let largest = -Infinity;
          let best = -1;
          let tap = -1;
          for (let i = 0; i < info.filterHeight; i++) {
            const row = y * info.strideHeight - padInfo.top + i * info.dilationHeight;
            if (row < 0 || row >= inHeight) continue;
            for (let j = 0; j < info.filterWidth; j++) {
              const column = x * info.strideWidth - padInfo.left + j * info.dilationWidth;
              if (column < 0 || column >= inWidth) continue;
              const at = ((n * inHeight + row) * inWidth + column) * channels + c;
              const weight = (i * info.filterWidth + j) * channels + c;
              const sum = image[at]! + weights[weight]!;
              if (sum > largest || best < 0) {
                largest = sum;
                best = at;
                tap = weight;
              }
            }
          }
          visit(output, best, tap);
        }
      }
    }
  }
}
