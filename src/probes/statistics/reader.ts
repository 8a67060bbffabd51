/**
 * Reads statistics out of tensors, by the cheapest way that the backend has: a SIMD pass in the wasm heap, or one fetch
 * and one pass in JavaScript. Never changes a tensor, tf.memory() or the order of the user's ops.
 */
import type { Tensor } from '@tensorflow/tfjs-core';

/** Sums are float64 over the finite elements; counts are over all. */
export interface ElementStatistics {
  count: number;
  sum: number;
  sumOfSquares: number;
  /** Of finite elements; NaN where there is none. */
  min: number;
  max: number;
  zeros: number;
  nan: number;
  inf: number;
}

export interface UpdateStatistics {
  update: ElementStatistics;
  weight: ElementStatistics;
}

export interface StatisticsReader {
  /** Statistics of each tensor. `histograms`: one row of HISTOGRAM_BINS counts each, overwritten; null: no histograms. */
  measure(tensors: readonly Tensor[], histograms: Uint32Array | null): ElementStatistics[];
  /**
   * Statistics of after − before, element by element (float32 subtraction), and of the elements after; the tensors are of
   * equal size. `histograms`: a row for each of the two.
   */
  measureUpdate(
    before: Tensor,
    after: Tensor,
    histograms: Record<keyof UpdateStatistics, Uint32Array> | null,
  ): UpdateStatistics;
}
