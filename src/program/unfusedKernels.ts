/**
 * Fused kernels have no gradient in TensorFlow.js (their ops bring one along, for linear activations only). Here they are written as
 * the ops that they stand for, which have one to any order.
 */
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Attributes } from './lossProgram.js';
import type { TensorflowCore } from '../tensorflow/core.js';

type Inputs = Record<string, Tensor>;
type Pad = Parameters<TensorflowCore['conv2d']>[3];
interface ConvolutionAttributes {
  strides: [number, number];
  pad: Pad;
  dataFormat: 'NHWC';
  dilations: [number, number];
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const FUSED: ReadonlySet<string> = new Set(['_FusedMatMul', 'FusedConv2D', 'FusedDepthwiseConv2D']);

/** Whether `unfused` knows it. */
export const isFused = (kernel: string): boolean => FUSED.has(kernel);

/** The result of a fused kernel; null where the kernel is none. */
export function unfused(
  tf: TensorflowCore,
  kernel: string,
  inputs: Inputs,
  attributes: Attributes = {},
): Tensor | null {
  const product = linearPart(tf, kernel, inputs, attributes);
  if (!product) return null;
  const { bias, preluActivationWeights: slopes } = inputs;
  const sum = bias ? tf.add(product, bias) : product;
  switch (attributes['activation']) {
    case undefined:
    case 'linear':
      return sum;
    case 'relu':
      return tf.relu(sum);
    case 'relu6':
      return tf.relu6(sum);
    case 'elu':
      return tf.elu(sum);
    case 'sigmoid':
      return tf.sigmoid(sum);
    case 'leakyrelu':
      return tf.leakyRelu(sum, attributes['leakyreluAlpha'] as number);
    case 'prelu':
      return tf.prelu(sum, slopes!);
    default:
      throw new Error(`The activation '${String(attributes['activation'])}' of ${kernel} is not known.`);
  }
}

function linearPart(tf: TensorflowCore, kernel: string, inputs: Inputs, attributes: Attributes): Tensor | null {
  if (kernel === '_FusedMatMul') {
    const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
    return tf.matMul(inputs['a']!, inputs['b']!, transposeA, transposeB);
  }
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = attributes as unknown as ConvolutionAttributes;
  if (kernel === 'FusedConv2D') {
    const filter = inputs['filter'] as Tensor4D;
    return tf.conv2d(inputs['x'] as Tensor4D, filter, strides, pad, dataFormat, dilations, dimRoundingMode);
  }
  if (kernel === 'FusedDepthwiseConv2D') {
    const filter = inputs['filter'] as Tensor4D;
    const given = inputs['x'] as Tensor3D | Tensor4D;
    return tf.depthwiseConv2d(given, filter, strides, pad as 'valid', 'NHWC', dilations, dimRoundingMode);
  }
  return null;
}
