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
  /** Whether windows reach over the edge of the input. */
  isPadded: boolean;
  /** Fills up the spatial axes, or cuts them, so that they are exactly what the windows cover. */
  fit(x: Tensor, value: number): Tensor;
  /** The adjoint of `fit` with zeros: back to the input's own shape. */
  unfit(fitted: Tensor): Tensor;
  /** Of each window, the element at an offset. */
  at(fitted: Tensor, offset: readonly number[]): Tensor;
}

/** `x`: [batch, height, width, channels] or [batch, depth, height, width, channels]. */
export function poolWindows(core: TensorflowCore, x: Tensor4D | Tensor5D, attributes: PoolAttributes): PoolWindows {
  const { outShape, axes } =
    x.rank === 4 ? axes2d(core, x as Tensor4D, attributes) : axes3d(core, x as Tensor5D, attributes);
  const covered = ({ output, filter, stride }: Axis) => (output - 1) * stride + filter;
  const after = (axis: Axis) => covered(axis) - axis.input - axis.before;
  const spatial = (length: (axis: Axis) => number) => [x.shape[0], ...axes.map(length), x.shape.at(-1)!];
  const none: [number, number] = [0, 0];
  const start = x.shape.map(() => 0);
  return {
    outShape,
    offsets: axes.reduce<number[][]>(
      (offsets, { filter }) => offsets.flatMap((offset) => Array.from({ length: filter }, (_, i) => [...offset, i])),
      [[]],
    ),
    isPadded: axes.some((axis) => axis.before > 0 || after(axis) > 0),
    fit: (tensor, value) => {
      const edges = axes.map((axis): [number, number] => [axis.before, Math.max(0, after(axis))]);
      return core.slice(core.pad(tensor, [none, ...edges, none], value), start, spatial(covered));
    },
    unfit: (fitted) => {
      const edges = axes.map((axis): [number, number] => [0, Math.max(0, -after(axis))]);
      const begin = [0, ...axes.map(({ before }) => before), 0];
      return core.slice(
        core.pad(fitted, [none, ...edges, none]),
        begin,
        spatial(({ input }) => input),
      );
    },
    at: (fitted, offset) => {
      let view = fitted;
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
