/** The windows of a pooling, as one strided view of the padded input for each offset inside of a window. */
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { every } from './strided.js';

type ExplicitPadding = [[number, number], [number, number], [number, number], [number, number]];

export interface PoolAttributes {
  filterSize: number | number[];
  strides: number | number[];
  pad: 'same' | 'valid' | number | ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

interface Axis {
  input: number;
  output: number;
  filter: number;
  stride: number;
  before: number;
}

export interface PoolWindows {
  outShape: number[];
  /** Every offset inside of a window, row by row. */
  offsets: number[][];
  /** Fills up the spatial axes so far that all windows lie inside. */
  pad(x: Tensor, value: number): Tensor;
  /** Of each window, the element at an offset. */
  at(padded: Tensor, offset: readonly number[]): Tensor;
}

/** `x`: [batch, height, width, channels] or [batch, depth, height, width, channels]. */
export function poolWindows(core: TensorflowCore, x: Tensor4D | Tensor5D, attributes: PoolAttributes): PoolWindows {
  const { outShape, axes } =
    x.rank === 4 ? axes2d(core, x as Tensor4D, attributes) : axes3d(core, x as Tensor5D, attributes);
  const after = ({ input, output, filter, stride, before }: Axis) =>
    Math.max(0, (output - 1) * stride + filter - input - before);
  return {
    outShape,
    offsets: axes.reduce<number[][]>(
      (offsets, { filter }) => offsets.flatMap((offset) => Array.from({ length: filter }, (_, i) => [...offset, i])),
      [[]],
    ),
    pad: (tensor, value) =>
      core.pad(tensor, [[0, 0], ...axes.map((axis): [number, number] => [axis.before, after(axis)]), [0, 0]], value),
    at: (padded, offset) => {
      let view = padded;
      axes.forEach(({ output, stride }, i) => {
        view = every(core, view, i + 1, offset[i]!, output, stride);
      });
      return view;
    },
  };
}

function axes2d(core: TensorflowCore, x: Tensor4D, attributes: PoolAttributes): { outShape: number[]; axes: Axis[] } {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const info = core.backend_util.computePool2DInfo(
    x.shape,
    filterSize as [number, number],
    strides as [number, number],
    1,
    pad,
    dimRoundingMode,
  );
  return {
    outShape: info.outShape,
    axes: [
      {
        ...{ input: info.inHeight, output: info.outHeight, filter: info.filterHeight, stride: info.strideHeight },
        before: info.padInfo.top,
      },
      {
        ...{ input: info.inWidth, output: info.outWidth, filter: info.filterWidth, stride: info.strideWidth },
        before: info.padInfo.left,
      },
    ],
  };
}

function axes3d(core: TensorflowCore, x: Tensor5D, attributes: PoolAttributes): { outShape: number[]; axes: Axis[] } {
  const { filterSize, strides, pad, dimRoundingMode } = attributes;
  const info = core.backend_util.computePool3DInfo(
    x.shape,
    filterSize as [number, number, number],
    strides as [number, number, number],
    1,
    pad as 'same' | 'valid' | number,
    dimRoundingMode,
  );
  return {
    outShape: info.outShape,
    axes: [
      {
        ...{ input: info.inDepth, output: info.outDepth, filter: info.filterDepth, stride: info.strideDepth },
        before: info.padInfo.front,
      },
      {
        ...{ input: info.inHeight, output: info.outHeight, filter: info.filterHeight, stride: info.strideHeight },
        before: info.padInfo.top,
      },
      {
        ...{ input: info.inWidth, output: info.outWidth, filter: info.filterWidth, stride: info.strideWidth },
        before: info.padInfo.left,
      },
    ],
  };
}
