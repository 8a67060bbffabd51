import * as tf from '@tensorflow/tfjs-core';
import { filterGradient, inputGradient, type Convolution } from './convolution64.js';
import { assertClose, numberList, numbers, startWasmWithKernels, valuesOn } from './bothBackends.js';

const product = (shape: number[]) => shape.reduce((a, b) => a * b, 1);

interface Case {
  input: number[];
  filter: number[];
  strides: number[];
  dilations: number[];
  pad: 'same' | 'valid' | number;
}

/** Numeric padding must say how to round. */
const rounding = (pad: Case['pad']) => (typeof pad === 'number' ? 'floor' : undefined);

const cases2d: Case[] = [];
for (const [height, width] of [
  [7, 6],
  [5, 5],
  [8, 9],
] as const) {
  for (const filter of [
    [1, 1],
    [3, 3],
    [2, 4],
    [5, 5],
  ] as const) {
    for (const strides of [
      [1, 1],
      [2, 2],
      [1, 3],
      [3, 2],
    ] as const) {
      for (const pad of ['same', 'valid', 1] as const) {
        // tfjs-core takes one stride for both axes there, and stock wasm then writes outside of its output.
        if (pad === 1 && strides[0] !== strides[1]) continue;
        cases2d.push({
          input: [2, height, width, 3],
          filter: [...filter, 3, 4],
          strides: [...strides],
          dilations: [1, 1],
          pad,
        });
      }
    }
  }
}

/** The backend's own gradients of sum(convolution · weights) by input and filter. */
function gradients(
  compute: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  w: tf.Tensor,
  dy: tf.Tensor,
): tf.Tensor[] {
  return tf.grads((a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(compute(a, b), dy)))([x, w]);
}

function check(name: string, c: Convolution, compute: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor): void {
  const outChannels = c.depthwise ? product(c.filter.slice(-2)) : c.filter.at(-1)!;
  const dyShape = [c.input[0]!, ...c.output, outChannels];
  const run = () => gradients(compute, numbers(c.input, 1), numbers(c.filter, 2), numbers(dyShape, 3));
  const [dx, dw] = valuesOn('wasm', run);
  const [cpuDx, cpuDw] = valuesOn('cpu', run);
  const [x, w, dy] = [c.input, c.filter, dyShape].map((shape, i) => numberList(product(shape), i + 1));
  assertClose(dw!, filterGradient(c, x!, dy!), 1e-6, `${name} by filter, float64`);
  assertClose(dx!, inputGradient(c, w!, dy!), 1e-6, `${name} by input, float64`);
  assertClose(dw!, cpuDw!, 1e-6, `${name} by filter, cpu`);
  assertClose(dx!, cpuDx!, 1e-6, `${name} by input, cpu`);
}

describe('gradients of convolutions on wasm', function () {
  this.timeout(60_000);
  before(startWasmWithKernels);

  it('2D: agree with float64 and cpu for every stride and padding', () => {
    for (const { input, filter, strides, pad } of cases2d) {
      const info = tf.backend_util.computeConv2DInfo(
        input as [number, number, number, number],
        filter as [number, number, number, number],
        strides as [number, number],
        1,
        pad,
        rounding(pad),
      );
      if (info.outHeight < 1 || info.outWidth < 1) continue;
      check(
        `conv2d ${JSON.stringify({ input, filter, strides, pad })}`,
        {
          input,
          filter,
          strides,
          dilations: [1, 1],
          before: [info.padInfo.top, info.padInfo.left],
          output: [info.outHeight, info.outWidth],
        },
        (x, w) =>
          tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides as [number, number], pad, 'NHWC', 1, rounding(pad)),
      );
    }
  });

  it('depthwise: agree with float64 and cpu, with channel multipliers', () => {
    for (const multiplier of [1, 2]) {
      for (const { input, filter, strides, pad } of cases2d) {
        const shape = [filter[0]!, filter[1]!, 3, multiplier] as [number, number, number, number];
        const info = tf.backend_util.computeConv2DInfo(
          input as [number, number, number, number],
          shape,
          strides as [number, number],
          1,
          pad,
          rounding(pad),
          true,
        );
        if (info.outHeight < 1 || info.outWidth < 1) continue;
        check(
          `depthwise ${JSON.stringify({ input, shape, strides, pad })}`,
          {
            input,
            filter: shape,
            strides,
            dilations: [1, 1],
            before: [info.padInfo.top, info.padInfo.left],
            output: [info.outHeight, info.outWidth],
            depthwise: true,
          },
          (x, w) =>
            tf.depthwiseConv2d(
              x as tf.Tensor4D,
              w as tf.Tensor4D,
              strides as [number, number],
              pad,
              'NHWC',
              1,
              rounding(pad),
            ),
        );
      }
    }
  });

  it('depthwise: the kernels themselves know dilations', () => {
    const input = [2, 9, 8, 3];
    const filter = [3, 2, 3, 2];
    const info = tf.backend_util.computeConv2DInfo(
      input as [number, number, number, number],
      filter as [number, number, number, number],
      1,
      2,
      'same',
      undefined,
      true,
    );
    const c: Convolution = {
      input,
      filter,
      strides: [1, 1],
      dilations: [2, 2],
      before: [info.padInfo.top, info.padInfo.left],
      output: [info.outHeight, info.outWidth],
      depthwise: true,
    };
    const dyShape = [2, info.outHeight, info.outWidth, 6];
    const attrs = { strides: [1, 1], pad: 'same', dilations: [2, 2] };
    const [dw, dx] = valuesOn('wasm', () => {
      const [x, w, dy] = [numbers(input, 1), numbers(filter, 2), numbers(dyShape, 3)];
      return [
        tf.engine().runKernel('DepthwiseConv2dNativeBackpropFilter', { x, dy }, { ...attrs, filterShape: filter }),
        tf.engine().runKernel('DepthwiseConv2dNativeBackpropInput', { dy, filter: w }, { ...attrs, inputShape: input }),
      ] as tf.Tensor[];
    });
    const [x, w, dy] = [input, filter, dyShape].map((shape, i) => numberList(product(shape), i + 1));
    assertClose(dw!, filterGradient(c, x!, dy!), 1e-6, 'by filter');
    assertClose(dx!, inputGradient(c, w!, dy!), 1e-6, 'by input');
  });

  it('3D: agree with float64 and cpu', () => {
    for (const size of [
      [4, 5, 6],
      [3, 4, 4],
    ]) {
      for (const filter of [
        [1, 1, 1],
        [2, 3, 3],
        [3, 2, 1],
      ]) {
        for (const stride of [1, 2]) {
          for (const pad of ['same', 'valid'] as const) {
            const input = [2, ...size, 2];
            const filterShape = [...filter, 2, 3];
            const info = tf.backend_util.computeConv3DInfo(
              input as [number, number, number, number, number],
              filterShape as [number, number, number, number, number],
              stride,
              1,
              pad,
            );
            check(
              `conv3d ${JSON.stringify({ input, filterShape, stride, pad })}`,
              {
                input,
                filter: filterShape,
                strides: [stride, stride, stride],
                dilations: [1, 1, 1],
                before: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
                output: [info.outDepth, info.outHeight, info.outWidth],
              },
              (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, stride, pad),
            );
          }
        }
      }
    }
  });
});
