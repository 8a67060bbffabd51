/**
 * Dilated convolution, which TensorFlow.js refuses to differentiate: a filter with d − 1 zeros between its taps is convolved as
 * usual. So dx = convᵀ(dy, S w) and dw = Sᵀ corr(x, dy), with S for the spreading.
 */
import type { GradConfig, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { run } from '../engine.js';
import type { GradientRule } from '../gradientRules.js';
import { every, spread } from './strided.js';

const KERNELS = [
  { forward: 'Conv2D', input: 'Conv2DBackpropInput', filter: 'Conv2DBackpropFilter', axes: 2 },
  {
    forward: 'DepthwiseConv2dNative',
    input: 'DepthwiseConv2dNativeBackpropInput',
    filter: 'DepthwiseConv2dNativeBackpropFilter',
    axes: 2,
  },
  { forward: 'Conv3D', input: 'Conv3DBackpropInputV2', filter: 'Conv3DBackpropFilterV2', axes: 3 },
] as const;

export const dilatedConvolutionRules: GradientRule[] = KERNELS.map(({ forward, input, filter, axes }) => ({
  kernelName: forward,
  inputsToSave: ['x', 'filter'],
  gradient: (core: TensorflowCore, own: GradConfig | null) => (dy, saved, attributes) => {
    const given = attributes['dilations'] as number | number[] | null | undefined;
    const dilations = typeof given === 'number' ? new Array<number>(axes).fill(given) : (given ?? []);
    if (dilations.every((dilation) => dilation === 1)) return own!.gradFunc(dy, saved, attributes);
    const [x, w] = saved as [Tensor, Tensor];
    const plain = { ...attributes, dilations: 1 };
    const wide = () => dilations.reduce((part, dilation, axis) => spread(core, part, axis, dilation), w);
    const wideShape = w.shape.map((length, axis) => (length - 1) * (dilations[axis] ?? 1) + 1);
    return {
      x: () => run(core, input, { dy: dy as Tensor, filter: wide() }, { ...plain, inputShape: x.shape }),
      filter: () => {
        const all = run(core, filter, { x, dy: dy as Tensor }, { ...plain, filterShape: wideShape });
        return dilations.reduce((part, dilation, axis) => every(core, part, axis, 0, w.shape[axis]!, dilation), all);
      },
    };
  },
}));
