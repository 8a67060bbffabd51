/**
 * Ops that copy elements of x to places in y: y[j] = x[m(j)], so dx[i] = Σ dy[j] over all j with m(j) = i. Gathering and
 * scattering are each other's gradient; for the rest, m is what the op makes of the positions of the elements.
 */
import type { NamedAttrMap, Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run, type Inputs } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';
import { RefusedOpError } from '../refusedOp.js';

/** dx of shape `shape` from dy and the flat position in x of each of its elements. */
function scatterTo(core: TensorflowCore, shape: number[], positions: Tensor, dy: Tensor): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const flat = core.scatterND(core.reshape(positions, [-1, 1]), core.reshape(dy, [-1]) as Tensor1D, [size]);
  return core.reshape(flat, shape);
}

/** The flat position in x of each element of what an op makes of x. In floats: some kernels of wasm know nothing else. */
function positions(core: TensorflowCore, kernel: string, x: Tensor, others: Inputs, attributes: NamedAttrMap): Tensor {
  if (x.size > 2 ** 24) throw new RefusedOpError(kernel, 'its input has more elements than float32 can count');
  const places = core.reshape(core.range(0, x.size, 1, 'float32'), x.shape);
  return core.cast(run(core, kernel, { x: places, ...others }, attributes), 'int32');
}

const stridedSlice: GradientRule = {
  kernelName: 'StridedSlice',
  inputsToSave: ['x'],
  gradient: (core) => (dy, saved, attributes: NamedAttrMap) => {
    const [x] = saved as [Tensor];
    return { x: () => scatterTo(core, x.shape, positions(core, 'StridedSlice', x, {}, attributes), dy as Tensor) };
  },
};

const gatherNd: GradientRule = {
  kernelName: 'GatherNd',
  inputsToSave: ['params', 'indices'],
  gradient: (core) => (dy, saved) => {
    const [params, indices] = saved as [Tensor, Tensor];
    return { params: () => core.scatterND(indices, dy as Tensor, params.shape) };
  },
};

const scatterNd: GradientRule = {
  kernelName: 'ScatterNd',
  inputsToSave: ['indices'],
  gradient: (core) => (dy, saved) => {
    const [indices] = saved as [Tensor];
    return { updates: () => core.gatherND(dy as Tensor, indices) };
  },
};

/**
 * The elements that were written over have no influence any more. They are masked: the cpu kernel of the op writes into its
 * own input, so it is not used here.
 */
const tensorScatterUpdate: GradientRule = {
  kernelName: 'TensorScatterUpdate',
  inputsToSave: ['indices', 'updates'],
  gradient: (core) => (dy, saved) => {
    const [indices, updates] = saved as [Tensor, Tensor];
    return {
      tensor: () => {
        const written = core.scatterND(indices, core.onesLike(updates), (dy as Tensor).shape);
        return core.mul(dy as Tensor, core.cast(core.equal(written, 0), 'float32'));
      },
      updates: () => core.gatherND(dy as Tensor, indices),
    };
  },
};

/** Gather along an axis; TensorFlow.js leaves more than one batch axis out of account. */
const gather: GradientRule = {
  kernelName: 'GatherV2',
  inputsToSave: ['x', 'indices'],
  gradient: (core, own) => (dy, saved, attributes) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const batched = (attributes['batchDims'] as number | undefined) ?? 0;
    return {
      x: () => {
        if (batched === 0) return own!.gradFunc(dy, saved, attributes)['x']!();
        return scatterTo(core, x.shape, positions(core, 'GatherV2', x, { indices }, attributes), dy as Tensor);
      },
    };
  },
};

/** `indices`: of each row, the places of the largest elements. */
const topK: GradientRule = {
  kernelName: 'TopK',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradient: (core) => (dys, saved) => {
    const [x, indices] = saved as [Tensor, Tensor];
    const [dy] = dys as [Tensor, Tensor];
    return { x: () => scatterTo(core, x.shape, inRows(core, indices, x.size / x.shape.at(-1)!, x.shape.at(-1)!), dy) };
  },
};

/** The first output is what max pooling gives; the second says where each maximum stands, in its image or in the batch. */
const maxPoolWithArgmax: GradientRule = {
  kernelName: 'MaxPoolWithArgmax',
  inputsToSave: ['x'],
  outputsToSave: [false, true],
  gradient: (core) => (dys, saved, attributes) => {
    const [x, indexes] = saved as [Tensor, Tensor];
    const [dy] = dys as [Tensor, Tensor];
    const images = attributes['includeBatchInIndex'] ? 1 : x.shape[0]!;
    return { x: () => scatterTo(core, x.shape, inRows(core, indexes, images, x.size / images), dy) };
  },
};

/** Flat positions from positions in rows of `length` elements. */
function inRows(core: TensorflowCore, positions: Tensor, rows: number, length: number): Tensor {
  const starts = core.mul(core.range(0, rows, 1, 'int32'), core.scalar(length, 'int32'));
  return core.add(core.reshape(positions, [rows, -1]), core.reshape(starts, [rows, 1]));
}

export const indexingRules: GradientRule[] = [
  stridedSlice,
  gatherNd,
  scatterNd,
  tensorScatterUpdate,
  gather,
  topK,
  maxPoolWithArgmax,
];
