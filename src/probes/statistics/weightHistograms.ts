/** The last histogram of each Variable's weights: the next one is counted from what changed. */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import { HISTOGRAM_BINS } from '../../protocol/records.js';
import type { Moments } from './reader.js';

export interface WeightHistograms {
  /** Counts of the elements as they are now; null: not known, or there is a NaN. */
  of(variable: Tensor): Uint32Array | null;
  /** What was counted, at `row` of a block, of the values that `variable` is about to take. */
  keep(variable: Tensor, after: Tensor, moments: Moments, block: Uint32Array, row: number): void;
}

export function weightHistograms(): WeightHistograms {
  // The values under a dataId never change; a Variable takes the dataId of what it is assigned.
  const known = new WeakMap<Tensor, { dataId: DataId | null; counts: Uint32Array }>();
  return {
    of(variable) {
      const last = known.get(variable);
      return last?.dataId === variable.dataId ? last.counts : null;
    },
    keep(variable, after, { nan }, block, row) {
      const last = known.get(variable);
      const dataId = nan > 0 ? null : after.dataId;
      const start = row * HISTOGRAM_BINS;
      if (!last) {
        known.set(variable, { dataId, counts: block.slice(start, start + HISTOGRAM_BINS) });
        return;
      }
      last.dataId = dataId;
      for (let bin = 0; bin < HISTOGRAM_BINS; bin++) last.counts[bin] = block[start + bin]!;
    },
  };
}
