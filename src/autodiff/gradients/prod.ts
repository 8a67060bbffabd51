/**
 * Product over axes: dx_i = dy · Π_{k ≠ i} x_k = dy · (Π_{k < i} x_k) · (Π_{k > i} x_k), which divides by nothing. TensorFlow.js has the same
 * formula, but no negative axes, and needs its chained ops to be registered.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientRule } from '../gradientRules.js';

export const prodRules: GradientRule[] = [
  {
    kernelName: 'Prod',
    inputsToSave: ['x'],
    gradient: (core) => (dy, saved, attributes) => {
      const [x] = saved as [Tensor];
      return {
        x: () => {
          const axes = core.util.parseAxisParam(attributes['axis'] as number | number[], x.shape);
          const isReduced = x.shape.map((_, axis) => axes.includes(axis));
          const order = [...isReduced.keys()].sort((a, b) => Number(isReduced[a]) - Number(isReduced[b]) || a - b);
          // The reduced axes become one, the last.
          const inOrder = core.transpose(x, order);
          const flat = core.reshape(inOrder, [(dy as Tensor).size, -1]);
          const others = core.mul(core.cumprod(flat, 1, true, false), core.cumprod(flat, 1, true, true));
          const gradient = core.mul(core.reshape(dy as Tensor, [-1, 1]), others);
          const back = order.map((_, axis) => order.indexOf(axis));
          return core.transpose(core.reshape(gradient, inOrder.shape), back);
        },
      };
    },
  },
];
