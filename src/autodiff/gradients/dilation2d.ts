/**
 * Grey-scale dilation: y[p] = max over the taps t of x[s·p + d·t] + w[t], in each channel. The gradient goes to the first largest
 * tap of each p, in x and in w; it depends on x and w by jumps alone, and is linear in dy.
 */
import type { Tensor, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { GradientRule } from '../gradientRules.js';
import { every, place } from './strided.js';

interface Attributes {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number;
  dilations: [number, number] | number;
}
interface Tap {
  row: number;
  column: number;
  /** 1 where this tap is the first largest, else 0. */
  isLargest: Tensor;
}

export const dilation2dRules: GradientRule[] = [
  {
    kernelName: 'Dilation2D',
    inputsToSave: ['x', 'filter'],
    gradient: (core) => (dy, saved, attributes) => {
      const [x, filter] = saved as [Tensor4D, Tensor3D];
      const layout = layoutOf(core, x, filter, attributes as unknown as Attributes);
      const given = dy as Tensor;
      return {
        x: () => {
          const parts = taps(core, x, filter, layout).map(({ row, column, isLargest }) => {
            const part = core.mul(isLargest, given);
            const rows = place(core, part, 1, row * layout.dilations[0], layout.strides[0], layout.padded[0]);
            return place(core, rows, 2, column * layout.dilations[1], layout.strides[1], layout.padded[1]);
          });
          return core.slice(core.addN(parts), [0, ...layout.before, 0], x.shape);
        },
        filter: () => {
          const sums = taps(core, x, filter, layout).map(({ isLargest }) =>
            core.sum(core.mul(isLargest, given), [0, 1, 2]),
          );
          return core.reshape(core.stack(sums), filter.shape);
        },
      };
    },
  },
];

interface Layout {
  strides: [number, number];
  dilations: [number, number];
  output: [number, number];
  before: [number, number];
  padded: [number, number];
}

function layoutOf(core: TensorflowCore, x: Tensor4D, filter: Tensor3D, attributes: Attributes): Layout {
  const { strides, pad, dilations } = attributes;
  const info = core.backend_util.computeDilation2DInfo(x.shape, filter.shape, strides, pad, 'NHWC', dilations);
  const reach = (output: number, stride: number, effective: number) => (output - 1) * stride + effective;
  return {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    output: [info.outHeight, info.outWidth],
    before: [info.padInfo.top, info.padInfo.left],
    padded: [
      Math.max(x.shape[1] + info.padInfo.top, reach(info.outHeight, info.strideHeight, info.effectiveFilterHeight)),
      Math.max(x.shape[2] + info.padInfo.left, reach(info.outWidth, info.strideWidth, info.effectiveFilterWidth)),
    ],
  };
}

function taps(core: TensorflowCore, x: Tensor4D, filter: Tensor3D, layout: Layout): Tap[] {
  const { strides, dilations, output, before, padded } = layout;
  // Outside of the image nothing is ever the largest.
  const wide = core.pad(
    x,
    [
      [0, 0],
      [before[0], padded[0] - before[0] - x.shape[1]],
      [before[1], padded[1] - before[1] - x.shape[2]],
      [0, 0],
    ],
    -Infinity,
  );
  const [height, width, channels] = filter.shape;
  const values: { row: number; column: number; value: Tensor }[] = [];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const rows = every(core, wide, 1, row * dilations[0], output[0], strides[0]);
      const view = every(core, rows, 2, column * dilations[1], output[1], strides[1]);
      const weight = core.reshape(core.slice(filter, [row, column, 0], [1, 1, channels]), [channels]);
      values.push({ row, column, value: core.add(view, weight) });
    }
  }
  const largest = values.map(({ value }) => value).reduce((a, b) => core.maximum(a, b));
  let free: Tensor = core.onesLike(largest);
  return values.map(({ row, column, value }) => {
    const isLargest = core.mul(core.cast(core.equal(value, largest), 'float32'), free);
    free = core.sub(free, isLargest);
    return { row, column, isLargest };
  });
}
