/**
 * Convolution is bilinear: y = X ∗ W. Its two backward kernels are bilinear too, each in the other two of x, W and dy, and
 * every derivative of one of the three is another of the three:
 *
 *     y = conv(x, W)      dx = convᵀ(dy, W)      dW = corr(x, dy)      ⟨dy, conv(x, W)⟩ = ⟨dx, x⟩ = ⟨dW, W⟩
 *
 * so of dW, with g as its gradient: x gets convᵀ(dy, g) and dy gets conv(x, g); of dx: dy gets conv(g, W), W gets corr(g, dy).
 */
import type { NamedAttrMap, Tensor, Tensor4D, Tensor5D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';

type Pad = Parameters<TensorflowCore['conv2d']>[3];

interface Attributes2d {
  strides: [number, number] | number;
  pad: Pad;
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
interface Attributes3d {
  strides: [number, number, number] | number;
  pad: 'same' | 'valid';
}

const attributes2d = (attributes: NamedAttrMap) => attributes as unknown as Attributes2d;
const attributes3d = (attributes: NamedAttrMap) => attributes as unknown as Attributes3d;

const conv2dFilter: GradientRule = {
  kernelName: 'Conv2DBackpropFilter',
  inputsToSave: ['x', 'dy'],
  gradient: (core) => (given, saved, attributes) => {
    const [x, dy] = saved as [Tensor4D, Tensor4D];
    const g = given as Tensor4D;
    const { strides, pad, dataFormat, dimRoundingMode } = attributes2d(attributes);
    return {
      x: () =>
        run(
          core,
          'Conv2DBackpropInput',
          { dy, filter: g },
          { strides, pad, dataFormat, dimRoundingMode, inputShape: x.shape },
        ),
      dy: () => core.conv2d(x, g, strides, pad, dataFormat, 1, dimRoundingMode),
    };
  },
};

const depthwiseFilter: GradientRule = {
  kernelName: 'DepthwiseConv2dNativeBackpropFilter',
  inputsToSave: ['x', 'dy'],
  gradient: (core) => (given, saved, attributes) => {
    const [x, dy] = saved as [Tensor4D, Tensor4D];
    const g = given as Tensor4D;
    const { strides, pad, dilations, dimRoundingMode } = attributes2d(attributes);
    return {
      x: () =>
        run(
          core,
          'DepthwiseConv2dNativeBackpropInput',
          { dy, filter: g },
          { strides, pad, dilations, dimRoundingMode, inputShape: x.shape },
        ),
      dy: () => core.depthwiseConv2d(x, g, strides, pad, 'NHWC', dilations, dimRoundingMode),
    };
  },
};

const depthwiseInput: GradientRule = {
  kernelName: 'DepthwiseConv2dNativeBackpropInput',
  inputsToSave: ['dy', 'filter'],
  gradient: (core) => (given, saved, attributes) => {
    const [dy, filter] = saved as [Tensor4D, Tensor4D];
    const g = given as Tensor4D;
    const { strides, pad, dilations, dimRoundingMode } = attributes2d(attributes);
    return {
      dy: () => core.depthwiseConv2d(g, filter, strides, pad, 'NHWC', dilations, dimRoundingMode),
      filter: () =>
        run(
          core,
          'DepthwiseConv2dNativeBackpropFilter',
          { x: g, dy },
          { strides, pad, dilations, dimRoundingMode, filterShape: filter.shape },
        ),
    };
  },
};

const conv3dFilter: GradientRule = {
  kernelName: 'Conv3DBackpropFilterV2',
  inputsToSave: ['x', 'dy'],
  gradient: (core) => (given, saved, attributes) => {
    const [x, dy] = saved as [Tensor5D, Tensor5D];
    const g = given as Tensor5D;
    const { strides, pad } = attributes3d(attributes);
    return {
      x: () => run(core, 'Conv3DBackpropInputV2', { dy, filter: g }, { strides, pad, inputShape: x.shape }),
      dy: () => core.conv3d(x, g, strides, pad),
    };
  },
};

const conv3dInput: GradientRule = {
  kernelName: 'Conv3DBackpropInputV2',
  inputsToSave: ['dy', 'filter'],
  gradient: (core) => (given, saved, attributes) => {
    const [dy, filter] = saved as [Tensor5D, Tensor5D];
    const g = given as Tensor5D;
    const { strides, pad } = attributes3d(attributes);
    return {
      dy: () => core.conv3d(g, filter, strides, pad),
      filter: () =>
        run(core, 'Conv3DBackpropFilterV2', { x: g as Tensor, dy }, { strides, pad, filterShape: filter.shape }),
    };
  },
};

export const convolutionRules: GradientRule[] = [
  conv2dFilter,
  depthwiseFilter,
  depthwiseInput,
  conv3dFilter,
  conv3dInput,
];
