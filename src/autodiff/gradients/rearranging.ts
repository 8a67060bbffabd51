/** Ops that move every element to another place: their gradient is the way back. */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { run } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';

/** [b, h, w, s·s·c] becomes [b, h·s, w·s, c]. */
const depthToSpace: GradientRule = {
  kernelName: 'DepthToSpace',
  inputsToSave: ['x'],
  gradient: (core) => (dy, saved, attributes) => {
    const [x] = saved as [Tensor4D];
    const block = attributes['blockSize'] as number;
    const [batch, height, width, depth] = x.shape;
    const channels = depth / (block * block);
    return {
      x: () => {
        // One axis less than all at once: the batch with the rows.
        const blocks = core.reshape(dy as Tensor, [batch * height, block, width, block * channels]);
        return core.reshape(core.transpose(blocks, [0, 2, 1, 3]), x.shape);
      },
    };
  },
};

const flip: GradientRule = {
  kernelName: 'FlipLeftRight',
  gradient: (core) => (dy) => ({ image: () => run(core, 'FlipLeftRight', { image: dy as Tensor }) }),
};

/** The elements of x on the diagonal of a matrix of zeros. */
const diagonal: GradientRule = {
  kernelName: 'Diag',
  inputsToSave: ['x'],
  gradient: (core) => (dy, saved) => {
    const [x] = saved as [Tensor];
    return {
      x: () => {
        const matrix = core.reshape(dy as Tensor, [x.size, x.size]);
        return core.reshape(core.sum(core.mul(matrix, core.eye(x.size)), 1), x.shape);
      },
    };
  },
};

export const rearrangingRules: GradientRule[] = [depthToSpace, flip, diagonal];
