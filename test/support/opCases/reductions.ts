import { casesOf, separated, uniform, type Data, type OpCase } from './opCase.js';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../src/tensorflow/core.js';

/** Over the last axis, the first, one in the middle, several at once, and all; with and without keeping them. */
function reduction(
  kernel: string,
  reduce: (core: TensorflowCore, x: Tensor, axis?: number | number[], keepDims?: boolean) => Tensor,
  data: (shape: number[], seed: number) => Data,
): OpCase[] {
  return casesOf(kernel, {
    '': [[data([2, 3], 1)], (core, [x]) => reduce(core, x!, 1)],
    'first axis': [[data([3, 2], 2)], (core, [x]) => reduce(core, x!, 0)],
    'kept axis': [[data([2, 3], 3)], (core, [x]) => reduce(core, x!, -1, true)],
    'two axes of three': [[data([2, 2, 2], 4)], (core, [x]) => reduce(core, x!, [0, 2])],
    'all axes': [[data([2, 2], 5)], (core, [x]) => reduce(core, x!)],
  });
}

const positive = (shape: number[], seed: number) => uniform(shape, seed, 0.5, 1.5);

export const reductionCases: OpCase[] = [
  ...casesOf('ArgMax', {
    '': [[separated([2, 3], 1)], (core, [x]) => core.mul(core.cast(core.argMax(x!, 1), 'float32'), core.sum(x!))],
  }),
  ...casesOf('ArgMin', {
    '': [[separated([2, 3], 1)], (core, [x]) => core.mul(core.cast(core.argMin(x!, 0), 'float32'), core.sum(x!))],
  }),
  ...(['cumsum', 'cumprod'] as const).flatMap((name) =>
    casesOf(name === 'cumsum' ? 'Cumsum' : 'Cumprod', {
      '': [[positive([2, 3], 1)], (core, [x]) => core[name](x!, 1)],
      'first axis': [[positive([3, 2], 1)], (core, [x]) => core[name](x!, 0)],
      exclusive: [[positive([2, 3], 2)], (core, [x]) => core[name](x!, 1, true)],
      reverse: [[positive([2, 3], 3)], (core, [x]) => core[name](x!, 1, false, true)],
      'exclusive, reverse, middle axis': [[positive([2, 3, 2], 4)], (core, [x]) => core[name](x!, 1, true, true)],
      'with a zero': [[{ shape: [4], values: [0.5, 0, 1.5, -0.75] }], (core, [x]) => core[name](x!, 0)],
    }),
  ),
  ...casesOf('LogSoftmax', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.logSoftmax(x!)],
    'one row': [[uniform([4], 1)], (core, [x]) => core.logSoftmax(x!)],
  }),
  ...reduction('Max', (core, x, axis, keep) => core.max(x, axis, keep), separated),
  ...reduction('Mean', (core, x, axis, keep) => core.mean(x, axis, keep), uniform),
  ...reduction('Min', (core, x, axis, keep) => core.min(x, axis, keep), separated),
  ...reduction('Prod', (core, x, axis, keep) => core.prod(x, axis, keep), positive),
  ...casesOf('Prod', {
    'with a zero': [[{ shape: [4], values: [0.5, 0, 1.5, -0.75] }], (core, [x]) => core.prod(x!)],
    'with two zeros': [[{ shape: [4], values: [0.5, 0, 0, -0.75] }], (core, [x]) => core.prod(x!)],
  }),
  ...casesOf('Softmax', {
    '': [[uniform([2, 3], 1)], (core, [x]) => core.softmax(x!)],
    'rank 3': [[uniform([2, 2, 2], 1)], (core, [x]) => core.softmax(x!)],
  }),
  ...reduction('Sum', (core, x, axis, keep) => core.sum(x, axis, keep), uniform),
  ...casesOf('UnsortedSegmentSum', {
    '': [[uniform([4, 2], 1)], (core, [x]) => core.unsortedSegmentSum(x!, core.tensor1d([0, 2, 0, 1], 'int32'), 3)],
  }),
];
