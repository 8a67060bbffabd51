/**
 * Mirrored padding copies elements near an edge to the outside of it, so the gradient of a copy is added to that of its
 * original: per axis, dx = middle + (left edge, reversed) + (right edge, reversed). TensorFlow.js leaves the edges out.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { GradientRule } from '../gradientRules.js';

export const mirrorPadRules: GradientRule[] = [
  {
    kernelName: 'MirrorPad',
    gradient: (core) => (dy, _, attributes) => {
      const { paddings, mode } = attributes as unknown as {
        paddings: [number, number][];
        mode: 'reflect' | 'symmetric';
      };
      // `reflect` does not repeat the element at the edge.
      const skipped = mode === 'reflect' ? 1 : 0;
      return {
        x: () =>
          paddings.reduce<Tensor>((folded, edges, axis) => foldEdges(core, folded, axis, edges, skipped), dy as Tensor),
      };
    },
  },
];

function foldEdges(
  core: TensorflowCore,
  y: Tensor,
  axis: number,
  [left, right]: [number, number],
  skipped: number,
): Tensor {
  const length = y.shape[axis]! - left - right;
  const take = (start: number, count: number) =>
    core.slice(
      y,
      y.shape.map((_, i) => (i === axis ? start : 0)),
      y.shape.map((full, i) => (i === axis ? count : full)),
    );
  const place = (part: Tensor, start: number) =>
    core.pad(
      part,
      y.shape.map((_, i): [number, number] => (i === axis ? [start, length - start - part.shape[axis]!] : [0, 0])),
    );
  let folded: Tensor = take(left, length);
  if (left > 0) folded = core.add(folded, place(core.reverse(take(0, left), axis), skipped));
  if (right > 0) {
    folded = core.add(folded, place(core.reverse(take(left + length, right), axis), length - right - skipped));
  }
  return folded;
}
