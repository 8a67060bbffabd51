/** Sums and counts over the elements of a tensor: what mean, deviation, norm and shares are computed from. */

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
