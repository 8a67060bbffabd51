/**
 * Tile: x[i] is copied to y[r·n + i] for each repeat r, so dx[i] = Σ_r dy[r·n + i] on each axis. TensorFlow.js adds one slice
 * a repeat instead, which takes minutes where a batch norm is differentiated twice, and knows no more than four axes.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientRule } from '../gradientRules.js';

export const tileRules: GradientRule[] = [
  {
    kernelName: 'Tile',
    inputsToSave: ['x'],
    gradient: (core) => (dy, saved, attributes) => {
      const { shape } = saved[0]!;
      const reps = attributes['reps'] as number[];
      return {
        x: () => {
          let sum = dy as Tensor;
          // The last axis first: then all behind an axis has its own length again.
          for (let axis = shape.length - 1; axis >= 0; axis--) {
            if (reps[axis] === 1) continue;
            const before = product(shape.slice(0, axis)) * product(reps.slice(0, axis));
            sum = core.sum(core.reshape(sum, [before, reps[axis]!, product(shape.slice(axis))]), 1);
          }
          return core.reshape(sum, shape);
        },
      };
    },
  },
];

const product = (lengths: number[]) => lengths.reduce((a, b) => a * b, 1);
