/**
 * Ops that copy elements of x to places in y: y[j] = x[m(j)], so dx[i] = Σ dy[j] over all j with m(j) = i. Gathering and
 * scattering are each other's gradient; for the rest, m is what the op makes of the positions of the elements.
 */
import type { NamedAttrMap, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import { zeroGradient, type GradientRule } from '../gradientRules.js';

/** dx of shape `shape` from dy and the flat position in x of each of its elements. */
export function scatterTo(core: TensorflowCore, shape: number[], positions: Tensor, dy: Tensor): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const flat = core.scatterND(core.reshape(positions, [-1, 1]), core.reshape(dy, [-1]) as Tensor1D, [size]);
  return core.reshape(flat, shape);
}

/** 0, 1, 2, … in the shape of x. */
export function positionsOf(core: TensorflowCore, x: Tensor): Tensor {
  return core.reshape(core.range(0, x.size, 1, 'int32'), x.shape);
}

const rearranging: GradientRule = {
  kernelName: 'StridedSlice',
  inputsToSave: ['x'],
  gradient: (core) => (dy, saved, attributes: NamedAttrMap) => {
    const [x] = saved as [Tensor];
    const positions = () => run(core, 'StridedSlice', { x: positionsOf(core, x) }, attributes);
    return { x: () => scatterTo(core, x.shape, positions(), dy as Tensor) };
  },
};

const gatherNd: GradientRule = {
  kernelName: 'GatherNd',
  inputsToSave: ['params', 'indices'],
  gradient: (core) => (dy, saved) => {
    const [params, indices] = saved as [Tensor, Tensor];
    return {
      params: () => core.scatterND(indices, dy as Tensor, params.shape),
      indices: zeroGradient(core, indices),
    };
  },
};

const scatterNd: GradientRule = {
  kernelName: 'ScatterNd',
  inputsToSave: ['indices'],
  gradient: (core) => (dy, saved) => {
    const [indices] = saved as [Tensor];
    return { updates: () => core.gatherND(dy as Tensor, indices), indices: zeroGradient(core, indices) };
  },
};

/** The elements that were written over have no influence any more. */
const tensorScatterUpdate: GradientRule = {
  kernelName: 'TensorScatterUpdate',
  inputsToSave: ['indices', 'updates'],
  gradient: (core) => (dy, saved) => {
    const [indices, updates] = saved as [Tensor, Tensor];
    return {
      tensor: () =>
        run(core, 'TensorScatterUpdate', { tensor: dy as Tensor, indices, updates: core.zerosLike(updates) }),
      updates: () => core.gatherND(dy as Tensor, indices),
      indices: zeroGradient(core, indices),
    };
  },
};

/** Gather along an axis; TensorFlow.js leaves more than one batch axis out of account, and returns integers for the indices. */
const gather: GradientRule = {
  kernelName: 'GatherV2',
  inputsToSave: ['x', 'indices'],
  gradient: (core, own) => (dy, saved, attributes) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const batched = (attributes['batchDims'] as number | undefined) ?? 0;
    return {
      x: () => {
        if (batched === 0) return own!.gradFunc(dy, saved, attributes)['x']!();
        const positions = run(core, 'GatherV2', { x: positionsOf(core, x), indices }, attributes);
        return scatterTo(core, x.shape, positions, dy as Tensor);
      },
      indices: zeroGradient(core, indices),
    };
  },
};

const topK: GradientRule = {
  kernelName: 'TopK',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradient: (core) => (dys, saved) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const [dy] = dys as [Tensor, Tensor];
    return {
      x: () => {
        const length = x.shape.at(-1)!;
        const count = indices.shape.at(-1)!;
        const rows = core.reshape(
          core.mul(core.range(0, x.size / length, 1, 'int32'), core.scalar(length, 'int32')),
          [-1, 1],
        );
        const positions = core.add(core.reshape(indices, [-1, count]), rows);
        return scatterTo(core, x.shape, positions, dy);
      },
    };
  },
};

export const indexingRules: GradientRule[] = [rearranging, gatherNd, scatterNd, tensorScatterUpdate, gather, topK];
