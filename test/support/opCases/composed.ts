/** Ops that run several kernels, and losses: among them the ones with a custom gradient. */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../../src/tensorflow/core.js';
import { casesOf, separated, uniform, type OpCase } from './opCase.js';

const ONE_HOT = [1, 0, 0, 0, 0, 1];
const labels = (core: TensorflowCore): Tensor => core.tensor2d(ONE_HOT, [2, 3]);

/** Its gradient is that of its own forward pass, by way of a saved intermediate. */
const square = (core: TensorflowCore) =>
  core.customGrad((...args: unknown[]) => {
    const [x, save] = args as [Tensor, (tensors: Tensor[]) => void];
    const inner = core.exp(x);
    const value = core.mul(inner, inner);
    save([inner]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => core.mul(dy, core.mul(2, core.square(saved[0]!))) };
  });

export const composedCases: OpCase[] = [
  ...casesOf('', {
    customGrad: [[uniform([3], 1)], (core, [x]) => square(core)(x!)],
    'customGrad of a customGrad': [[uniform([3], 1, -0.5, 0.5)], (core, [x]) => square(core)(square(core)(x!))],
    'fused.matMul with bias': [
      [uniform([2, 3], 1), uniform([3, 2], 2), uniform([2], 3)],
      (core, [a, b, bias]) => core.fused.matMul({ a: a!, b: b!, bias: bias!, activation: 'linear' }),
    ],
    'fused.matMul with relu': [
      [uniform([2, 3], 1), uniform([3, 2], 2), uniform([2], 3)],
      (core, [a, b, bias]) => core.fused.matMul({ a: a!, b: b!, bias: bias!, activation: 'relu' }),
    ],
    'fused.conv2d': [
      [uniform([1, 3, 3, 1], 1), uniform([2, 2, 1, 2], 2), uniform([2], 3)],
      (core, [x, filter, bias]) =>
        core.fused.conv2d({ x: x as Tensor4D, filter: filter as Tensor4D, strides: 1, pad: 'same', bias: bias! }),
    ],
    'fused.depthwiseConv2d': [
      [uniform([1, 3, 3, 2], 1), uniform([2, 2, 2, 1], 2), uniform([2], 3)],
      (core, [x, filter, bias]) =>
        core.fused.depthwiseConv2d({
          x: x as Tensor4D,
          filter: filter as Tensor4D,
          strides: 1,
          pad: 'same',
          bias: bias!,
        }),
    ],
    logSigmoid: [[uniform([4], 1)], (core, [x]) => core.logSigmoid(x!)],
    logSumExp: [[uniform([2, 3], 1)], (core, [x]) => core.logSumExp(x!, 1)],
    moments: [
      [uniform([2, 3], 1)],
      (core, [x]) => {
        const { mean, variance } = core.moments(x!, 1);
        return core.add(mean, variance);
      },
    ],
    'norm, euclidean': [[uniform([4], 1)], (core, [x]) => core.norm(x!)],
    'norm, 1': [[separated([4], 1)], (core, [x]) => core.norm(x!, 1)],
    'losses.softmaxCrossEntropy': [
      [uniform([2, 3], 1)],
      (core, [x]) => core.losses.softmaxCrossEntropy(labels(core), x!),
    ],
    'losses.softmaxCrossEntropy, smoothed': [
      [uniform([2, 3], 1)],
      (core, [x]) => core.losses.softmaxCrossEntropy(labels(core), x!, undefined, 0.1),
    ],
    'losses.sigmoidCrossEntropy': [
      [uniform([2, 3], 1)],
      (core, [x]) => core.losses.sigmoidCrossEntropy(labels(core), x!),
    ],
    'losses.logLoss': [[uniform([2, 3], 1, 0.1, 0.9)], (core, [x]) => core.losses.logLoss(labels(core), x!)],
    'losses.huberLoss': [[separated([2, 3], 1, -3, 3)], (core, [x]) => core.losses.huberLoss(core.zeros([2, 3]), x!)],
    'losses.cosineDistance': [[uniform([2, 3], 1)], (core, [x]) => core.losses.cosineDistance(labels(core), x!, 1)],
    'losses.hingeLoss': [[separated([2, 3], 1)], (core, [x]) => core.losses.hingeLoss(labels(core), x!)],
    'losses.absoluteDifference': [
      [separated([2, 3], 1)],
      (core, [x]) => core.losses.absoluteDifference(core.zeros([2, 3]), x!),
    ],
    'losses.meanSquaredError': [[uniform([2, 3], 1)], (core, [x]) => core.losses.meanSquaredError(labels(core), x!)],
    'dropout with a seed': [[uniform([2, 5], 1)], (core, [x]) => core.dropout(x!, 0.4, undefined, 3)],
    separableConv2d: [
      [uniform([1, 3, 3, 2], 1), uniform([2, 2, 2, 1], 2), uniform([1, 1, 2, 2], 3)],
      (core, [x, depthwise, pointwise]) =>
        core.separableConv2d(x as Tensor4D, depthwise as Tensor4D, pointwise as Tensor4D, 1, 'same'),
    ],
    'tanh of tanh': [[uniform([3], 1)], (core, [x]) => core.tanh(core.tanh(x!))],
    'gelu, tanh form': [
      [uniform([4], 1)],
      (core, [x]) => {
        const inner = core.mul(0.7978845608, core.add(x!, core.mul(0.044715, core.pow(x!, core.scalar(3)))));
        return core.mul(core.mul(0.5, x!), core.add(1, core.tanh(inner)));
      },
    ],
    'relu of a matMul, masked': [
      [uniform([2, 3], 1), uniform([3, 2], 2)],
      (core, [a, b]) => {
        const z = core.matMul(a!, b!);
        return core.mul(z, core.cast(core.greater(z, 0), 'float32'));
      },
    ],
    'linalg.gramSchmidt': [[uniform([2, 2], 3)], (core, [x]) => core.linalg.gramSchmidt(x as never) as Tensor],
  }),
];
