/**
 * Resizing is linear in the image and separate in its axes: y = A x Bᵀ in each channel, so dx = Aᵀ dy B. A and B are found by
 * resizing a unit matrix along one axis, which is right for every choice of corners and centres, where TensorFlow.js' own
 * backward kernels are not (nearest neighbour on cpu with more than one image; half pixel centres).
 */
import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';

export const resizeRules: GradientRule[] = ['ResizeBilinear', 'ResizeNearestNeighbor'].map((kernelName) => ({
  kernelName,
  inputsToSave: ['images'],
  gradient: (core) => (dy, saved, attributes) => {
    const [images] = saved as [Tensor4D];
    const [height, width] = [images.shape[1], images.shape[2]];
    const [newHeight, newWidth] = attributes['size'] as [number, number];
    const resized = (unit: Tensor, size: [number, number]) =>
      run(core, kernelName, { images: unit }, { ...attributes, size });
    return {
      images: () => {
        const rows = resized(core.reshape(core.eye(height), [1, height, 1, height]), [newHeight, 1]);
        const columns = resized(core.reshape(core.eye(width), [1, 1, width, width]), [1, newWidth]);
        const half = alongFirst(
          core,
          core.reshape(rows, [newHeight, height]),
          core.transpose(dy as Tensor, [1, 0, 2, 3]),
        );
        const whole = alongFirst(core, core.reshape(columns, [newWidth, width]), core.transpose(half, [2, 0, 1, 3]));
        return core.transpose(whole, [2, 1, 0, 3]);
      },
    };
  },
}));

/** Mᵀ x over the first axis of x. */
function alongFirst(core: TensorflowCore, matrix: Tensor2D, x: Tensor): Tensor {
  const product = core.matMul(matrix, core.reshape(x, [x.shape[0]!, -1]) as Tensor2D, true, false);
  return core.reshape(product, [matrix.shape[1], ...x.shape.slice(1)]);
}
