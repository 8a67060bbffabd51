/** Statistics by one fetch and one pass in JavaScript a tensor: where there is no SIMD, and for what is no float32. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { histogramRow, passOverElements } from './elementPass.js';
import type { StatisticsReader } from './reader.js';
import { elementsOf } from './tensorData.js';

export function createJavascriptPass(): StatisticsReader {
  let room = new Float32Array(0);
  function difference(before: Tensor, to: Float32Array): Float32Array {
    const from = elementsOf(before);
    if (room.length < to.length) room = new Float32Array(to.length);
    for (let i = 0; i < to.length; i++) room[i] = to[i]! - from[i]!;
    return room.subarray(0, to.length);
  }
  return {
    measure: (tensor, histograms, row = 0) => passOverElements(elementsOf(tensor), histogramRow(histograms, row)),
    measureDifference: (before, after) => passOverElements(difference(before, elementsOf(after)), null),
    measureUpdate(before, after, histograms, row = 0) {
      const to = elementsOf(after);
      return {
        update: passOverElements(difference(before, to), histograms && histogramRow(histograms.update, row)),
        weight: passOverElements(to, histograms && histogramRow(histograms.weight, row)),
      };
    },
  };
}
