/**
 * Local response normalization along the channels: y_c = x_c · s_c^−β with s_c = bias + α · Σ_{|k − c| ≤ r} x_k². So
 *
 *     dx_c = dy_c · s_c^−β − 2αβ · x_c · Σ_{|k − c| ≤ r} dy_k · x_k · s_k^(−β−1)
 *
 * written in ops that can be differentiated again, where TensorFlow.js has one kernel without a gradient.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { GradientRule } from '../gradientRules.js';

export const lrnRules: GradientRule[] = [
  {
    kernelName: 'LRN',
    inputsToSave: ['x'],
    gradient: (core) => (dy, saved, attributes) => {
      const [x] = saved as [Tensor];
      const { depthRadius, bias, alpha, beta } = attributes as Record<string, number>;
      return {
        x: () => {
          const s = core.add(core.mul(neighbours(core, core.square(x), depthRadius!), alpha!), bias!);
          const direct = core.mul(dy as Tensor, core.pow(s, -beta!));
          const others = core.mul(core.mul(dy as Tensor, x), core.pow(s, -beta! - 1));
          return core.sub(direct, core.mul(core.mul(x, 2 * alpha! * beta!), neighbours(core, others, depthRadius!)));
        },
      };
    },
  },
];

/** Σ_{|k − c| ≤ radius} x_k for each channel c. */
function neighbours(core: TensorflowCore, x: Tensor, radius: number): Tensor {
  const channels = x.shape.at(-1)!;
  const edges = x.shape.map((_, axis): [number, number] => (axis === x.rank - 1 ? [radius, radius] : [0, 0]));
  const padded = core.pad(x, edges);
  const at = (offset: number) => x.shape.map((_, axis) => (axis === x.rank - 1 ? offset : 0));
  const size = [...x.shape.slice(0, -1), channels];
  let sum: Tensor = core.slice(padded, at(0), size);
  for (let offset = 1; offset <= 2 * radius; offset++) sum = core.add(sum, core.slice(padded, at(offset), size));
  return sum;
}
