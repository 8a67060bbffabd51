/**
 * Reads statistics out of tensors, by the cheapest way that the backend has: a SIMD pass in the wasm heap, elsewhere one
 * fetch and the same pass in a memory of our own. Never changes a tensor, tf.memory() or the order of the user's ops.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ElementStatistics } from '../../statistics/elementStatistics.js';

/** What is recorded of weights, and as far as it goes of updates. */
export type Moments = Pick<ElementStatistics, 'count' | 'sum' | 'sumOfSquares' | 'nan' | 'inf'>;
/** What a norm needs. */
export type Size = Omit<Moments, 'sum'>;

export interface UpdateStatistics {
  update: Size;
  weight: Moments;
}
/** Blocks of histograms, a row of HISTOGRAM_BINS counts a variable. */
export type UpdateHistograms = Record<keyof UpdateStatistics, Uint32Array>;

/** `row`: the place in a block of histograms that is overwritten; the first where none is told. `null`: no histograms. */
export interface StatisticsReader {
  measure(tensor: Tensor, histograms: Uint32Array | null, row?: number): ElementStatistics;
  /** All statistics of after − before, element by element (float32 subtraction); the tensors are of equal size. */
  measureDifference(before: Tensor, after: Tensor): ElementStatistics;
  /** Size of after − before, and moments of the elements after. */
  measureUpdate(before: Tensor, after: Tensor, histograms: UpdateHistograms | null, row?: number): UpdateStatistics;
}
