import assert from 'node:assert/strict';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { copyElements } from '../../../../src/probes/statistics/copyElements.js';

describe('elements that are copied', () => {
  for (const backend of ['cpu', 'wasm'])
    it(`on ${backend}: are those of the tensor, also of part of an array and after the memory has grown`, async () => {
      await tf.setBackend(backend);
      const x = tf.tensor1d([1, -2, NaN, Infinity, 3]);
      const target = new Float32Array(9).fill(7);
      copyElements(x, target.subarray(2, 7));
      assert.deepEqual([...target], [7, 7, 1, -2, NaN, Infinity, 3, 7, 7]);
      const large = tf.zeros([8 << 20]);
      copyElements(x, target.subarray(0, 5));
      assert.deepEqual([...target.subarray(0, 5)], [1, -2, NaN, Infinity, 3]);
      copyElements(tf.tensor1d([4, 5], 'int32'), target.subarray(0, 2));
      copyElements(tf.tensor1d([]), target.subarray(0, 0));
      assert.deepEqual([...target.subarray(0, 2)], [4, 5]);
      tf.dispose([x, large]);
      assert.throws(() => copyElements(x, target.subarray(0, 5)), /disposed/);
    });
});
