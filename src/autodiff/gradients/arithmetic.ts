/**
 * Ops of two inputs with broadcasting: the gradient of an input is summed over the axes along which it was repeated, which
 * TensorFlow.js leaves out here, and then throws. (a − b)²: da = 2 (a − b) dy. Maximum and minimum: all of dy goes to one of
 * the two, where they are equal to a, as in TensorFlow.js.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { sumTo, type GradientRule } from '../gradientRules.js';

const extremum = (kernelName: 'Maximum' | 'Minimum'): GradientRule => ({
  kernelName,
  inputsToSave: ['a', 'b'],
  gradient: (core) => (dy, saved) => {
    const [a, b] = saved as [Tensor, Tensor];
    const isA = () => (kernelName === 'Maximum' ? core.greaterEqual(a, b) : core.lessEqual(a, b));
    const where = (mask: Tensor) => core.mul(dy as Tensor, core.cast(mask, 'float32'));
    return {
      a: () => sumTo(core, where(isA()), a.shape),
      b: () => sumTo(core, where(core.logicalNot(isA())), b.shape),
    };
  },
});

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
  extremum('Maximum'),
  extremum('Minimum'),
];
