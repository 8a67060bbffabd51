/**
 * The backward kernel of elu, h(dy, y) = dy · (y ≥ 0 ? 1 : y + 1), with y = elu(x):
 * ∂h/∂dy = y ≥ 0 ? 1 : y + 1 and ∂h/∂y = y ≥ 0 ? 0 : dy.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { run } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';

export const eluRules: GradientRule[] = [
  {
    kernelName: 'EluGrad',
    inputsToSave: ['dy', 'y'],
    gradient: (core) => (given, saved) => {
      const [dy, y] = saved as [Tensor, Tensor];
      const g = given as Tensor;
      return {
        dy: () => run(core, 'EluGrad', { dy: g, y }),
        y: () => core.mul(core.mul(g, dy), core.cast(core.less(y, 0), 'float32')),
      };
    },
  },
];
