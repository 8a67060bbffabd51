import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { assertClose, numberList, numbers, startWasmWithKernels, valuesOn } from './bothBackends.js';

/** One matrix product in float64. */
function product64(
  a: number[],
  b: number[],
  m: number,
  k: number,
  n: number,
  transposeA: boolean,
  transposeB: boolean,
) {
  return Array.from({ length: m * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let i = 0; i < k; i++)
      sum += a[transposeA ? i * m + row : row * k + i]! * b[transposeB ? column * k + i : i * n + column]!;
    return sum;
  });
}

describe('products and sums on wasm', function () {
  this.timeout(60_000);
  before(startWasmWithKernels);

  it('multiplies with every transposition, alone and in batches', () => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        for (const [m, k, n] of [
          [1, 1, 1],
          [3, 5, 2],
          [17, 33, 9],
        ] as const) {
          const a = numberList(m * k, 1);
          const b = numberList(k * n, 2);
          const aShape: [number, number] = transposeA ? [k, m] : [m, k];
          const bShape: [number, number] = transposeB ? [n, k] : [k, n];
          const expected = product64(a, b, m, k, n, transposeA, transposeB);
          const [single, batched, broadcast] = valuesOn('wasm', () => {
            const [ta, tb] = [tf.tensor2d(a, aShape), tf.tensor2d(b, bShape)];
            const twice = (t: tf.Tensor2D) => tf.stack([t, tf.mul(t, 2)]);
            return [
              tf.matMul(ta, tb, transposeA, transposeB),
              tf.matMul(twice(ta), twice(tb), transposeA, transposeB),
              tf.matMul(twice(ta), tf.reshape(tb, [1, ...bShape]), transposeA, transposeB),
            ];
          });
          assertClose(single!, expected, 1e-6, 'single');
          assertClose(batched!, [...expected, ...expected.map((v) => 4 * v)], 1e-6, 'batched');
          assertClose(broadcast!, [...expected, ...expected.map((v) => 2 * v)], 1e-6, 'broadcast');
        }
      }
    }
  });

  it('fused products keep bias and activation', () => {
    const run = () => [
      tf.fused.matMul({
        a: numbers([4, 3], 1) as tf.Tensor2D,
        b: numbers([5, 4], 2) as tf.Tensor2D,
        transposeA: true,
        transposeB: true,
        bias: numbers([5], 3),
        activation: 'relu',
      }),
    ];
    assertClose(valuesOn('wasm', run)[0]!, valuesOn('cpu', run)[0]!, 1e-6, 'fused');
  });

  it('sums segments, with repeated and empty ones, and drops ids outside', () => {
    const ids = [2, 0, 2, 5, 2, -1, 7];
    const x = numberList(ids.length * 3, 9);
    const expected = new Array<number>(6 * 3).fill(0);
    ids.forEach((id, row) => {
      if (id >= 0 && id < 6) for (let j = 0; j < 3; j++) expected[id * 3 + j]! += x[row * 3 + j]!;
    });
    const [sums] = valuesOn('wasm', () => [
      tf.unsortedSegmentSum(tf.tensor2d(x, [ids.length, 3]), tf.tensor1d(ids, 'int32'), 6),
    ]);
    assertClose(sums!, expected, 1e-6, 'segments');
  });

  it('sums and averages over any axes in float64', () => {
    const shape = [5, 3, 4, 7];
    for (const axes of [[0], [3], [1, 2], [0, 1, 2], [2, 3], [0, 2], [0, 1, 2, 3], [-1, 0]]) {
      for (const keepDims of [false, true]) {
        const run = () => [
          tf.sum(numbers(shape, 4), axes, keepDims),
          tf.mean(numbers(shape, 5), axes, keepDims),
          tf.sum(tf.cast(numbers(shape, 4), 'int32'), axes, keepDims),
          tf.tensor1d(tf.sum(numbers(shape, 4), axes, keepDims).shape),
        ];
        const [wasm, cpu] = [valuesOn('wasm', run), valuesOn('cpu', run)];
        wasm.forEach((values, i) => assertClose(values, cpu[i]!, 1e-6, `axes ${axes.join()}, result ${i}`));
      }
    }
    // One float32 after the other is off by 1e-2 here.
    const count = 2 ** 20 + 1;
    const [row, columns, mean] = valuesOn('wasm', () => {
      const tenths = tf.fill([count], 0.1);
      const twice = tf.stack([tenths, tenths], 1);
      return [tf.sum(tenths), tf.sum(twice, 0), tf.mean(twice, 0)];
    });
    const tenth = Math.fround(0.1);
    for (const sum of [row![0]!, ...columns!]) assert.equal(sum, Math.fround(count * tenth));
    assert.deepEqual([...mean!], [tenth, tenth]);
  });

  it('gathers single elements, and says what is outside', () => {
    const indexes = () =>
      tf.tensor2d(
        [
          [3, 0],
          [3, 5],
        ].flat(),
        [2, 2],
        'int32',
      );
    const [found] = valuesOn('wasm', () => [tf.gather(tf.tensor1d([1, 2, 3, 4, 5, 6]), indexes())]);
    assert.deepEqual([...found!], [4, 1, 4, 6]);
    tf.tidy(() => assert.throws(() => tf.gather(tf.tensor1d([1, 2]), indexes())));
  });

  it('differentiates gather', () => {
    const run = () => [
      tf.grad((t: tf.Tensor) => tf.sum(tf.square(tf.gather(t, tf.tensor1d([3, 0, 3], 'int32')))))(numbers([4, 2], 3)),
    ];
    assertClose(valuesOn('wasm', run)[0]!, valuesOn('cpu', run)[0]!, 1e-6, 'gather');
  });

  it('leaves no kernel of training missing', () => {
    const names = (backend: string) => new Set(tf.getKernelsForBackend(backend).map(({ kernelName }) => kernelName));
    const wasm = names('wasm');
    const missing = [...names('cpu')].filter((name) => !wasm.has(name));
    assert.deepEqual(
      missing.filter((name) => /Conv|Pool|Segment|Grad|MatMul/.test(name)),
      [],
    );
  });
});
