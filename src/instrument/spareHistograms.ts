/** Arrays for the histograms of a step, used again: new ones at every step are work for the garbage collector. */
import { HISTOGRAM_BINS, type HistogramPayload } from '../protocol/records.js';

export interface SpareHistograms {
  /** Room for the counts of so many variables; what stands in it is of no step. */
  take(variables: number): HistogramPayload;
  /** Nobody reads these counts any more. */
  giveBack(counts: HistogramPayload): void;
}

export function spareHistograms(): SpareHistograms {
  const spare: HistogramPayload[] = [];
  return {
    take(variables) {
      const length = variables * HISTOGRAM_BINS;
      const used = spare.pop();
      if (used?.gradient.length === length) return used;
      return { gradient: new Uint32Array(length), update: new Uint32Array(length), weight: new Uint32Array(length) };
    },
    giveBack: (counts) => void spare.push(counts),
  };
}
