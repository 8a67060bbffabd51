/** The part of an input that the windows of a convolution or pooling really cover. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { view, type KernelScope } from './kernelScope.js';

/** Of one spatial axis: where the windows begin, and how many elements they cover in all. */
export interface Extent {
  /** Zeros before the first element; negative: elements left out. */
  before: number;
  size: number;
}

/** Pads and cuts the spatial axes (from axis 1 on) of a channels-last tensor to the given extents. */
export function fitWindow(scope: KernelScope, x: TensorInfo, extents: readonly Extent[]): TensorInfo {
  const inner = extents.map(({ before, size }, i) => [
    Math.max(0, before),
    Math.max(0, size - before - x.shape[i + 1]!),
  ]);
  const paddings = [[0, 0], ...inner, [0, 0]];
  const padded = paddings.some(([before, after]) => before! > 0 || after! > 0)
    ? scope.run('PadV2', { x }, { paddings, constantValue: 0 })
    : x;
  const begin = [0, ...extents.map(({ before }) => Math.max(0, -before)), 0];
  const size = [x.shape[0]!, ...extents.map((extent) => extent.size), x.shape.at(-1)!];
  return cut(scope, padded, begin, size);
}

/**
 * A slice. The kernel copies row by row along the last axis: the axes behind the last one that is cut are made one with it, so that a row
 * is as long as can be.
 */
function cut({ run }: KernelScope, x: TensorInfo, begin: readonly number[], size: readonly number[]): TensorInfo {
  const last = size.findLastIndex((length, axis) => length !== x.shape[axis]);
  if (last < 0) return x;
  const inner = x.shape.slice(last + 1).reduce((product, length) => product * length, 1);
  const joined = (of: readonly number[]) => [...of.slice(0, last), of[last]! * inner];
  return view(run('Slice', { x: view(x, joined(x.shape)) }, { begin: joined(begin), size: joined(size) }), [...size]);
}

/** Zeros between neighbours: strides[i] − 1 of them on spatial axis i + 1, none after the last element. */
export function spread(scope: KernelScope, x: TensorInfo, strides: readonly number[]): TensorInfo {
  let spaced = x;
  strides.forEach((stride, i) => {
    if (stride === 1) return;
    const axis = i + 1;
    const { shape } = spaced;
    const merged = {
      ...followedByZeros(scope, spaced, axis, stride - 1),
      shape: shape.map((length, a) => (a === axis ? length * stride : length)),
    };
    const size = shape.map((length, a) => (a === axis ? (length - 1) * stride + 1 : length));
    spaced = cut(
      scope,
      merged,
      size.map(() => 0),
      size,
    );
  });
  return spaced;
}

/** `zeros` zeros after each element of an axis; the shape of the result is [before, zeros + 1, after], flattened. */
function followedByZeros({ run }: KernelScope, x: TensorInfo, axis: number, zeros: number): TensorInfo {
  const product = (lengths: number[]) => lengths.reduce((a, b) => a * b, 1);
  const flat = { ...x, shape: [product(x.shape.slice(0, axis + 1)), 1, product(x.shape.slice(axis + 1))] };
  const paddings = [
    [0, 0],
    [0, zeros],
    [0, 0],
  ];
  return run('PadV2', { x: flat }, { paddings, constantValue: 0 });
}
