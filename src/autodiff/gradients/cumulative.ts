/**
 * Cumulative sums and products along an axis. y_j = Σ_{k ≤ j} x_k (exclusive: k < j; reverse: from the other end) has
 * dx_i = Σ_{j ≥ i} dy_j, the same sum the other way round. TensorFlow.js also transposes that where the axis is not the last.
 *
 * y_j = Π_{k ≤ j} x_k has no gradient in TensorFlow.js. dx_i = Π_{k < i} x_k · R_i with R_i = Σ_{j ≥ i} dy_j · Π_{i < k ≤ j} x_k, and
 * R_i = dy_i + x_{i+1} · R_{i+1}, which divides by nothing and so holds where elements are zero.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { GradientRule } from '../gradientRules.js';

interface Attributes {
  axis: number;
  exclusive: boolean;
  reverse: boolean;
}

export const cumulativeRules: GradientRule[] = [
  {
    kernelName: 'Cumsum',
    gradient: (core) => (dy, _, attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Attributes;
      return { x: () => core.cumsum(dy as Tensor, axis, exclusive, !reverse) };
    },
  },
  {
    kernelName: 'Cumprod',
    inputsToSave: ['x'],
    gradient: (core) => (dy, saved, attributes) => ({
      x: () => cumprodGradient(core, saved[0]!, dy as Tensor, attributes as unknown as Attributes),
    }),
  },
];

function cumprodGradient(
  core: TensorflowCore,
  x: Tensor,
  dy: Tensor,
  { axis, exclusive, reverse }: Attributes,
): Tensor {
  const along = axis < 0 ? axis + x.rank : axis;
  const elements = core.unstack(x, along);
  const given = core.unstack(dy, along);
  // From the end of the order in which the products are taken to its start.
  const order = elements.map((_, i) => i);
  if (!reverse) order.reverse();
  const gradients: Tensor[] = [];
  let rest: Tensor = core.zerosLike(elements[0]!);
  order.forEach((i, position) => {
    const next = order[position - 1];
    if (exclusive) {
      if (next !== undefined) rest = core.add(given[next]!, core.mul(elements[next]!, rest));
    } else {
      rest = next === undefined ? given[i]! : core.add(given[i]!, core.mul(elements[next]!, rest));
    }
    gradients[i] = rest;
  });
  return core.mul(core.cumprod(x, along, true, reverse), core.stack(gradients, along));
}
