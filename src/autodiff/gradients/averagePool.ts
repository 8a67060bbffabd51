/**
 * Average pooling: y[w] = 1/n_w · Σ x[i] over the n_w elements of window w inside of the input. So dx[i] = Σ_w dy[w] / n_w over
 * the windows that hold i. TensorFlow.js divides by the whole window's size instead, also where a window reaches over the
 * edge, on cpu and wasm. Here the input is fitted to the windows first: without edges all backends agree.
 */
import type { Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import { zeroGradient, type GradientRule } from '../gradientRules.js';
import { RefusedOpError } from '../refusedOp.js';
import { poolWindows, type PoolAttributes, type PoolWindows } from './poolWindows.js';

const pools = [
  { forward: 'AvgPool', backward: 'AvgPoolGrad' },
  { forward: 'AvgPool3D', backward: 'AvgPool3DGrad' },
] as const;

export const averagePoolRules: GradientRule[] = pools.flatMap(({ forward, backward }): GradientRule[] => [
  {
    kernelName: forward,
    inputsToSave: ['x'],
    gradient: (core) => (given, saved, attributes) => {
      const [x] = saved as [Tensor4D | Tensor5D];
      const pool = attributes as unknown as PoolAttributes;
      return { x: () => distribute(core, backward, x, given as Tensor, pool) };
    },
  },
  {
    // Linear in dy, and its own adjoint is the pooling.
    kernelName: backward,
    inputsToSave: ['dy', 'input'],
    gradient: (core) => (g, saved, attributes) => {
      if (attributes['pad'] !== 'valid') {
        throw new RefusedOpError(
          backward,
          'backends divide differently at the edges; differentiate the pooling itself',
        );
      }
      return { dy: () => run(core, forward, { x: g as Tensor }, attributes), input: zeroGradient(core, saved[1]!) };
    },
  },
]);

function distribute(
  core: TensorflowCore,
  backward: string,
  x: Tensor4D | Tensor5D,
  dy: Tensor,
  attributes: PoolAttributes,
): Tensor {
  const { filterSize, strides } = attributes;
  const windows = poolWindows(core, x, attributes);
  const inside = { filterSize, strides, pad: 'valid', dataFormat: 'NDHWC' };
  const input = windows.fit(core.zerosLike(x), 0);
  if (!windows.isPadded) return windows.unfit(run(core, backward, { dy, input }, inside));
  const share = shareInside(core, windows, x);
  return windows.unfit(run(core, backward, { dy: core.div(dy, share), input }, inside));
}

/** n_w over the size of a whole window. */
function shareInside(core: TensorflowCore, windows: PoolWindows, x: Tensor): Tensor {
  const ones = windows.fit(core.onesLike(x), 0);
  const sum = windows.offsets.reduce<Tensor>(
    (total, offset) => core.add(total, windows.at(ones, offset)),
    core.scalar(0),
  );
  return core.div(sum, windows.offsets.length);
}
