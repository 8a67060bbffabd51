/** (a − b)² with broadcasting: da = 2 (a − b) dy, summed over the axes along which a was repeated; TensorFlow.js does not sum. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { sumTo, type GradientRule } from '../gradientRules.js';

export const arithmeticRules: GradientRule[] = [
  {
    kernelName: 'SquaredDifference',
    inputsToSave: ['a', 'b'],
    gradient: (core) => (dy, saved) => {
      const [a, b] = saved as [Tensor, Tensor];
      const slope = (from: Tensor, to: Tensor) => core.mul(dy as Tensor, core.mul(2, core.sub(from, to)));
      return { a: () => sumTo(core, slope(a, b), a.shape), b: () => sumTo(core, slope(b, a), b.shape) };
    },
  },
];
