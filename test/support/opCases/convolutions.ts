import type { Tensor3D, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import { casesOf, separated, uniform, type Data, type OpCase } from './opCase.js';

type Two = [Tensor4D, Tensor4D];
type Two3d = [Tensor5D, Tensor5D];

const conv = (x: number[], w: number[]): Data[] => [uniform(x, 1), uniform(w, 2)];

export const convolutionCases: OpCase[] = [
  ...casesOf('Conv2D', {
    '': [conv([1, 3, 3, 2], [2, 2, 2, 2]), (core, xs) => core.conv2d(...(xs as Two), 1, 'valid')],
    'same, stride 2': [conv([2, 4, 3, 1], [3, 3, 1, 2]), (core, xs) => core.conv2d(...(xs as Two), 2, 'same')],
    'padded by 1': [conv([1, 3, 3, 1], [2, 2, 1, 2]), (core, xs) => core.conv2d(...(xs as Two), 1, 1)],
    'unequal strides, input left over': [
      conv([1, 5, 4, 1], [2, 2, 1, 2]),
      (core, xs) => core.conv2d(...(xs as Two), [2, 3], 'valid'),
    ],
    dilated: [conv([1, 5, 5, 1], [2, 2, 1, 2]), (core, xs) => core.conv2d(...(xs as Two), 1, 'same', 'NHWC', [2, 3])],
  }),
  ...casesOf('Conv2DBackpropInput', {
    '': [conv([1, 2, 2, 2], [3, 3, 2, 2]), (core, xs) => core.conv2dTranspose(...(xs as Two), [1, 4, 4, 2], 2, 'same')],
    valid: [
      conv([1, 2, 2, 1], [2, 2, 2, 1]),
      (core, xs) => core.conv2dTranspose(...(xs as Two), [1, 3, 3, 2], 1, 'valid'),
    ],
  }),
  ...casesOf('Conv2DBackpropFilter', {
    'two convolutions in a row': [
      [uniform([1, 4, 4, 1], 1), uniform([2, 2, 1, 2], 2), uniform([2, 2, 2, 1], 3)],
      (core, [x, v, w]) => core.conv2d(core.conv2d(x as Tensor4D, v as Tensor4D, 1, 'valid'), w as Tensor4D, 1, 'same'),
    ],
  }),
  ...casesOf('Conv3D', {
    '': [conv([1, 2, 3, 2, 1], [2, 2, 2, 1, 2]), (core, xs) => core.conv3d(...(xs as Two3d), 1, 'same')],
    'valid, stride 2': [
      conv([1, 3, 3, 3, 1], [2, 2, 2, 1, 1]),
      (core, xs) => core.conv3d(...(xs as Two3d), 2, 'valid'),
    ],
  }),
  ...casesOf('DepthwiseConv2dNative', {
    '': [conv([1, 3, 3, 2], [2, 2, 2, 2]), (core, xs) => core.depthwiseConv2d(...(xs as Two), 1, 'same')],
    'stride 2': [conv([1, 4, 4, 1], [3, 3, 1, 2]), (core, xs) => core.depthwiseConv2d(...(xs as Two), 2, 'valid')],
    dilated: [
      conv([1, 4, 4, 1], [2, 2, 1, 2]),
      (core, xs) => core.depthwiseConv2d(...(xs as Two), 1, 'same', 'NHWC', [2, 2]),
    ],
  }),
  ...casesOf('Dilation2D', {
    '': [
      [separated([1, 4, 4, 1], 1), uniform([2, 2, 1], 2, -0.05, 0.05)],
      (core, [x, w]) => core.dilation2d(x as Tensor4D, w as Tensor3D, 1, 'valid'),
    ],
    'same, stride 2, dilated, all negative': [
      [separated([1, 5, 4, 2], 1, -4, -1), uniform([2, 2, 2], 2, -0.02, 0.02)],
      (core, [x, w]) => core.dilation2d(x as Tensor4D, w as Tensor3D, [2, 2], 'same', [2, 1]),
    ],
  }),
];

export const poolingCases: OpCase[] = [
  ...casesOf('AvgPool', {
    '': [[uniform([1, 4, 4, 1], 1)], (core, [x]) => core.avgPool(x as Tensor4D, 2, 2, 'valid')],
    'same, windows over the edge': [
      [uniform([2, 5, 3, 1], 1)],
      (core, [x]) => core.avgPool(x as Tensor4D, 3, 2, 'same'),
    ],
    'input left over': [
      [uniform([1, 6, 5, 1], 1)],
      (core, [x]) => core.avgPool(x as Tensor4D, [2, 3], [3, 2], 'valid'),
    ],
    'padded by 1': [[uniform([1, 3, 3, 1], 1)], (core, [x]) => core.avgPool(x as Tensor4D, 2, 1, 1)],
  }),
  ...casesOf('AvgPool3D', {
    '': [[uniform([1, 2, 4, 2, 1], 1)], (core, [x]) => core.avgPool3d(x as Tensor5D, 2, 2, 'valid')],
    'same, windows over the edge': [
      [uniform([1, 3, 3, 2, 1], 1)],
      (core, [x]) => core.avgPool3d(x as Tensor5D, 2, 2, 'same'),
    ],
  }),
  ...casesOf('MaxPool', {
    '': [[separated([1, 4, 4, 2], 1)], (core, [x]) => core.maxPool(x as Tensor4D, 2, 2, 'valid')],
    'same, overlapping': [[separated([2, 5, 3, 1], 1)], (core, [x]) => core.maxPool(x as Tensor4D, 3, 2, 'same')],
    'all negative': [[separated([1, 4, 4, 1], 1, -4, -1)], (core, [x]) => core.maxPool(x as Tensor4D, 2, 2, 'same')],
    'padded by 1': [[separated([1, 3, 3, 1], 1)], (core, [x]) => core.maxPool(x as Tensor4D, 2, 1, 1)],
  }),
  ...casesOf('MaxPool3D', {
    '': [[separated([1, 2, 4, 2, 1], 1)], (core, [x]) => core.maxPool3d(x as Tensor5D, 2, 2, 'valid')],
    'same, all negative': [
      [separated([1, 3, 3, 2, 1], 1, -4, -1)],
      (core, [x]) => core.maxPool3d(x as Tensor5D, 2, 2, 'same'),
    ],
  }),
  ...casesOf('MaxPoolWithArgmax', {
    '': [
      [separated([1, 4, 4, 1], 1)],
      (core, [x]) => (core.maxPoolWithArgmax(x as Tensor4D, 2, 2, 'valid') as unknown as { result: Tensor4D }).result,
    ],
    'two images': [
      [separated([2, 3, 3, 1], 1)],
      (core, [x]) => (core.maxPoolWithArgmax(x as Tensor4D, 2, 1, 'same') as unknown as { result: Tensor4D }).result,
    ],
    'batch in the index': [
      [separated([2, 3, 3, 1], 1)],
      (core, [x]) =>
        (core.maxPoolWithArgmax(x as Tensor4D, 2, 1, 'same', true) as unknown as { result: Tensor4D }).result,
    ],
  }),
];
