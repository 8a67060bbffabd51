/** LeNet for 14×14 digits, with 7,894 parameters, as a pure function of its weights. */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { normalVector, type Random } from '../../src/curvature/random.js';
import type { TensorflowCore } from '../../src/tensorflow/core.js';
import type { Digits } from './digits.js';

export const LENET_SHAPES = [[5, 5, 1, 4], [4], [5, 5, 4, 8], [8], [72, 84], [84], [84, 10], [10]];
export const LENET_SIZE = LENET_SHAPES.reduce((sum, shape) => sum + sizeOf(shape), 0);

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** He's initial weights, flat. */
export function initialWeights(random: Random): Float32Array {
  const flat = LENET_SHAPES.flatMap((shape) => {
    const size = sizeOf(shape);
    if (shape.length === 1) return new Array<number>(size).fill(0);
    const fan = size / shape.at(-1)!;
    return [...normalVector(random, size)].map((value) => value * Math.sqrt(2 / fan));
  });
  return Float32Array.from(flat);
}

export function weightTensors(core: TensorflowCore, flat: Float32Array): Tensor[] {
  let at = 0;
  return LENET_SHAPES.map((shape) => {
    const size = sizeOf(shape);
    at += size;
    return core.tensor(flat.slice(at - size, at), shape);
  });
}

export function leNetLogits(core: TensorflowCore, weights: readonly Tensor[], images: Tensor4D): Tensor {
  const [k1, b1, k2, b2, w3, b3, w4, b4] = weights as [Tensor4D, Tensor1D, Tensor4D, Tensor1D, ...Tensor2D[]];
  const first = core.relu(core.add(core.conv2d(images, k1, 1, 'same'), b1)) as Tensor4D;
  const second = core.relu(core.add(core.conv2d(core.maxPool(first, 2, 2, 'valid'), k2, 1, 'same'), b2)) as Tensor4D;
  const pooled = core.maxPool(second, 2, 2, 'valid');
  const hidden = core.relu(core.add(core.matMul(core.reshape(pooled, [pooled.shape[0], -1]) as Tensor2D, w3!), b3!));
  return core.add(core.matMul(hidden as Tensor2D, w4!), b4!);
}

/** Mean softmax cross-entropy. */
export function leNetLoss(core: TensorflowCore, weights: readonly Tensor[], { images, labels }: Digits): Scalar {
  return core.losses.softmaxCrossEntropy(labels, leNetLogits(core, weights, images)) as Scalar;
}
