import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { forEachProduct, type Convolution } from './convolution64.js';
import { assertClose, numberList, startWasmWithKernels, valuesOn } from './bothBackends.js';

const product = (shape: number[]) => shape.reduce((a, b) => a * b, 1);

/** For each output, the first largest of x + w in its window: its value and where it came from. */
function maxima(c: Convolution, x: number[], w: number[]) {
  const count = c.input[0]! * product(c.output) * c.input.at(-1)!;
  const best = Array.from({ length: count }, () => ({ value: -Infinity, x: -1, w: -1 }));
  forEachProduct(c, (xi, wi, yi) => {
    const value = x[xi]! + w[wi]!;
    if (best[yi]!.x < 0 || value > best[yi]!.value) best[yi] = { value, x: xi, w: wi };
  });
  return best;
}

function scattered(size: number, places: number[], dy: number[]): number[] {
  const into = new Array<number>(size).fill(0);
  places.forEach((place, i) => (into[place]! += dy[i]!));
  return into;
}

/** Three kinds of input: of both signs, all negative, all zero. */
const inputs: Record<string, (size: number) => number[]> = {
  signed: (size) => numberList(size, 5),
  negative: (size) => numberList(size, 6).map((value) => -1 - Math.abs(value)),
  zero: (size) => new Array<number>(size).fill(0),
};

function poolCases(spatial: number[]) {
  const rank = spatial.length;
  const cases = [];
  for (const filter of [1, 2, 3]) {
    for (const stride of [1, 2, 3]) {
      for (const pad of ['same', 'valid'] as const) {
        const output = spatial.map((n) =>
          pad === 'same' ? Math.ceil(n / stride) : Math.floor((n - filter) / stride) + 1,
        );
        // In three dimensions tfjs-core lets this padding be negative.
        const least = rank === 3 ? -Infinity : 0;
        const before = spatial.map((n, i) =>
          pad === 'same' ? Math.floor(Math.max((output[i]! - 1) * stride + filter - n, least) / 2) : 0,
        );
        const fill = (value: number) => new Array<number>(rank).fill(value);
        const convolution: Convolution = {
          input: [2, ...spatial, 3],
          filter: [...fill(filter), 3, 1],
          strides: fill(stride),
          dilations: fill(1),
          before,
          output,
          depthwise: true,
        };
        cases.push({ filter, stride, pad, convolution });
      }
    }
  }
  return cases;
}

describe('maxima on wasm', function () {
  this.timeout(60_000);
  before(startWasmWithKernels);

  for (const [kind, make] of Object.entries(inputs)) {
    it(`2D max pooling of ${kind} inputs: gradient and argmax are those of the definition and of cpu`, () => {
      for (const { filter, stride, pad, convolution: c } of poolCases([5, 6])) {
        const x = make(product(c.input));
        const dy = numberList(2 * product(c.output) * 3, 8);
        const best = maxima(c, x, new Array<number>(product(c.filter)).fill(0));
        const name = `${filter}/${stride}/${pad}`;
        for (const backend of ['wasm', 'cpu'] as const) {
          const [dx, pooled, indexes] = valuesOn(backend, () => {
            const input = tf.tensor4d(x, c.input as [number, number, number, number]);
            const given = tf.tensor4d(dy, [2, ...c.output, 3] as [number, number, number, number]);
            const pool = (t: tf.Tensor) => tf.sum(tf.mul(tf.maxPool(t as tf.Tensor4D, filter, stride, pad), given));
            const { result, indexes } = tf.maxPoolWithArgmax(input, filter, stride, pad, true);
            return [tf.grad(pool)(input), result!, indexes!];
          });
          assertClose(
            dx!,
            scattered(
              x.length,
              best.map((b) => b.x),
              dy,
            ),
            1e-6,
            `${name} on ${backend}`,
          );
          assert.deepEqual(
            Array.from(pooled!),
            best.map((b) => b.value),
          );
          if (backend === 'wasm')
            assert.deepEqual(
              Array.from(indexes!),
              best.map((b) => b.x),
            );
        }
      }
    });

    it(`3D max pooling of ${kind} inputs: value and gradient`, () => {
      for (const { filter, stride, pad, convolution: c } of poolCases([4, 3, 5])) {
        const x = make(product(c.input));
        const dy = numberList(2 * product(c.output) * 3, 8);
        const best = maxima(c, x, new Array<number>(product(c.filter)).fill(0));
        const [dx, pooled] = valuesOn('wasm', () => {
          const input = tf.tensor5d(x, c.input as [number, number, number, number, number]);
          const given = tf.tensor5d(dy, [2, ...c.output, 3] as [number, number, number, number, number]);
          const pool = (t: tf.Tensor) => tf.maxPool3d(t as tf.Tensor5D, filter, stride, pad);
          return [tf.grad((t: tf.Tensor) => tf.sum(tf.mul(pool(t), given)))(input), pool(input)];
        });
        assert.deepEqual(
          Array.from(pooled!),
          best.map((b) => b.value),
        );
        assertClose(
          dx!,
          scattered(
            x.length,
            best.map((b) => b.x),
            dy,
          ),
          1e-6,
          `${filter}/${stride}/${pad}`,
        );
      }
    });

    it(`dilation of ${kind} inputs: value and both gradients`, () => {
      for (const { filter, stride, pad, convolution: c } of poolCases([5, 6])) {
        const x = make(product(c.input));
        const w = numberList(product(c.filter), 4);
        const dy = numberList(2 * product(c.output) * 3, 8);
        const best = maxima(c, x, w);
        const [dx, dw, value] = valuesOn('wasm', () => {
          const input = tf.tensor4d(x, c.input as [number, number, number, number]);
          const weights = tf.tensor3d(w, c.filter.slice(0, 3) as [number, number, number]);
          const given = tf.tensor4d(dy, [2, ...c.output, 3] as [number, number, number, number]);
          const dilate = (a: tf.Tensor, b: tf.Tensor) => tf.dilation2d(a as tf.Tensor4D, b as tf.Tensor3D, stride, pad);
          const loss = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(dilate(a, b), given));
          return [...tf.grads(loss)([input, weights]), dilate(input, weights)];
        });
        const name = `${filter}/${stride}/${pad}`;
        assertClose(
          value!,
          best.map((b) => b.value),
          1e-6,
          name,
        );
        assertClose(
          dx!,
          scattered(
            x.length,
            best.map((b) => b.x),
            dy,
          ),
          1e-6,
          `${name} by input`,
        );
        assertClose(
          dw!,
          scattered(
            w.length,
            best.map((b) => b.w),
            dy,
          ),
          1e-6,
          `${name} by filter`,
        );
      }
    });
  }
});
