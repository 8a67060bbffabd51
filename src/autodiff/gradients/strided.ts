/** Steps over an axis, from ops whose gradients are right on every backend (StridedSlice has none). */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

/** x[start], x[start + stride], …: `count` elements along an axis. */
export function every(
  core: TensorflowCore,
  x: Tensor,
  axis: number,
  start: number,
  count: number,
  stride: number,
): Tensor {
  const size = (length: number) => x.shape.map((full, i) => (i === axis ? length : full));
  const begin = x.shape.map((_, i) => (i === axis ? start : 0));
  if (stride === 1) return core.slice(x, begin, size(count));
  // Groups of `stride` elements, of which the first is kept; the last group may be short.
  const missing = Math.max(0, start + count * stride - x.shape[axis]!);
  const padded =
    missing > 0
      ? core.pad(
          x,
          x.shape.map((_, i): [number, number] => [0, i === axis ? missing : 0]),
        )
      : x;
  const taken = core.slice(padded, begin, size(count * stride));
  const before = product(x.shape.slice(0, axis));
  const after = product(x.shape.slice(axis + 1));
  const grouped = core.reshape(taken, [before * count, stride, after]);
  return core.reshape(core.slice(grouped, [0, 0, 0], [before * count, 1, after]), size(count));
}

/** The adjoint of `every` from 0 on: stride − 1 zeros between neighbours, none after the last. */
export function spread(core: TensorflowCore, x: Tensor, axis: number, stride: number): Tensor {
  if (stride === 1) return x;
  const length = x.shape[axis]!;
  const before = product(x.shape.slice(0, axis));
  const after = product(x.shape.slice(axis + 1));
  const grouped = core.reshape(x, [before * length, 1, after]);
  const spaced = core.pad(grouped, [
    [0, 0],
    [0, stride - 1],
    [0, 0],
  ]);
  const shape = (wanted: number) => x.shape.map((full, i) => (i === axis ? wanted : full));
  const wide = core.reshape(spaced, shape(length * stride));
  return core.slice(
    wide,
    x.shape.map(() => 0),
    shape((length - 1) * stride + 1),
  );
}

/** The adjoint of `every`: the elements at start, start + stride, … of an axis of the given length, zeros elsewhere. */
export function place(
  core: TensorflowCore,
  x: Tensor,
  axis: number,
  start: number,
  stride: number,
  length: number,
): Tensor {
  const spaced = spread(core, x, axis, stride);
  const after = length - start - spaced.shape[axis]!;
  return core.pad(
    spaced,
    x.shape.map((_, i): [number, number] => (i === axis ? [start, after] : [0, 0])),
  );
}

const product = (lengths: number[]) => lengths.reduce((a, b) => a * b, 1);
