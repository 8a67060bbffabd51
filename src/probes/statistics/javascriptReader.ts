/** Statistics by one fetch and one pass in JavaScript a tensor: for cpu and tensorflow. */
import type { StatisticsReader } from './reader.js';
import { histogramRow, passOverElements } from './elementPass.js';
import { elementsOf } from './tensorData.js';

export function createJavascriptReader(): StatisticsReader {
  let difference = new Float32Array(0);
  return {
    measure: (tensors, histograms) =>
      tensors.map((tensor, index) => passOverElements(elementsOf(tensor), histogramRow(histograms, index))),
    measureUpdate(before, after, histograms) {
      const to = elementsOf(after);
      const from = elementsOf(before);
      if (difference.length < to.length) difference = new Float32Array(to.length);
      for (let i = 0; i < to.length; i++) difference[i] = to[i]! - from[i]!;
      return {
        update: passOverElements(difference.subarray(0, to.length), histograms && histograms.update),
        weight: passOverElements(to, histograms && histograms.weight),
      };
    },
  };
}
