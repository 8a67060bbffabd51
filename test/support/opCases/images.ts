import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { casesOf, uniform, type OpCase } from './opCase.js';

export const imageCases: OpCase[] = [
  ...(['resizeBilinear', 'resizeNearestNeighbor'] as const).flatMap((name) =>
    casesOf(name === 'resizeBilinear' ? 'ResizeBilinear' : 'ResizeNearestNeighbor', {
      '': [[uniform([1, 3, 2, 2], 1)], (core, [x]) => core.image[name](x as Tensor4D, [5, 4])],
      'two images, smaller': [[uniform([2, 4, 4, 1], 1)], (core, [x]) => core.image[name](x as Tensor4D, [2, 3])],
      'aligned corners': [[uniform([2, 3, 2, 1], 1)], (core, [x]) => core.image[name](x as Tensor4D, [5, 4], true)],
      'half pixel centres': [
        [uniform([2, 3, 2, 1], 1)],
        (core, [x]) => core.image[name](x as Tensor4D, [5, 4], false, true),
      ],
    }),
  ),
  ...casesOf('LRN', {
    '': [[uniform([1, 2, 1, 5], 1)], (core, [x]) => core.localResponseNormalization(x as Tensor4D, 2, 1, 1, 0.5)],
    'other constants': [
      [uniform([1, 1, 2, 4], 1)],
      (core, [x]) => core.localResponseNormalization(x as Tensor4D, 1, 2, 0.3, 0.75),
    ],
  }),
];

export const algebraCases: OpCase[] = [
  ...casesOf('BatchMatMul', {
    '': [[uniform([2, 3], 1), uniform([3, 2], 2)], (core, [a, b]) => core.matMul(a!, b!)],
    'a transposed': [[uniform([3, 2], 1), uniform([3, 2], 2)], (core, [a, b]) => core.matMul(a!, b!, true)],
    'b transposed': [[uniform([2, 3], 1), uniform([2, 3], 2)], (core, [a, b]) => core.matMul(a!, b!, false, true)],
    'both transposed, batch': [
      [uniform([2, 3, 2], 1), uniform([2, 2, 3], 2)],
      (core, [a, b]) => core.matMul(a!, b!, true, true),
    ],
  }),
  ...casesOf('Einsum', {
    'ij,jk->ik': [[uniform([2, 3], 1), uniform([3, 2], 2)], (core, [a, b]) => core.einsum('ij,jk->ik', a!, b!)],
    'bij,bjk->bik': [
      [uniform([2, 2, 2], 1), uniform([2, 2, 3], 2)],
      (core, [a, b]) => core.einsum('bij,bjk->bik', a!, b!),
    ],
    'ij,ij->': [[uniform([2, 3], 1), uniform([2, 3], 2)], (core, [a, b]) => core.einsum('ij,ij->', a!, b!)],
    'ij->ji': [[uniform([2, 3], 1)], (core, [a]) => core.einsum('ij->ji', a!)],
    'ij->i': [[uniform([2, 3], 1)], (core, [a]) => core.einsum('ij->i', a!)],
  }),
  ...casesOf('FusedBatchNorm', {
    '': [
      [uniform([2, 2, 1, 2], 1), uniform([2], 2), uniform([2], 3, 0.5, 1.5), uniform([2], 4), uniform([2], 5)],
      (core, [x, mean, variance, offset, scale]) =>
        core.batchNorm(
          x as Tensor4D,
          mean as Tensor1D,
          variance as Tensor1D,
          offset as Tensor1D,
          scale as Tensor1D,
          1e-3,
        ),
    ],
    'statistics of the batch': [
      [uniform([4, 2], 1), uniform([2], 2), uniform([2], 3)],
      (core, [x, offset, scale]) => {
        const { mean, variance } = core.moments(x!, 0);
        const [m, v] = [mean as Tensor1D, variance as Tensor1D];
        return core.batchNorm(x as Tensor2D, m, v, offset as Tensor1D, scale as Tensor1D, 1e-3);
      },
    ],
  }),
];
