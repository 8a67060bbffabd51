/** Which λ the results of a cross-validation speak for. */
import { meanEstimate } from '../../statistics/meanEstimate.js';
import type { Estimate } from '../../protocol/records.js';

export interface Candidate {
  value: number;
  /** Of the metric; null where a run failed or was not made: such a λ is never chosen. */
  mean: number | null;
  /** Null where there was one run alone. */
  standardError: number | null;
}

export interface Selection {
  /** Index of the λ with the best mean; null: none has one. */
  best: number | null;
  /** Index of the largest λ whose mean is within one standard error of the best; null where there is no error to go by. */
  oneStandardError: number | null;
}

/**
 * The best λ, and the largest λ whose mean is no worse than the best one's by more than its standard error: the simplest model that the data
 * cannot tell from the best (Breiman, Friedman, Olshen, Stone 1984; Hastie, Tibshirani, Friedman 2009, section 7.10).
 */
export function selectLambda(candidates: readonly Candidate[], better: 'lower' | 'higher'): Selection {
  const sign = better === 'lower' ? 1 : -1;
  let best: number | null = null;
  candidates.forEach(({ mean }, i) => {
    if (mean !== null && (best === null || sign * mean < sign * candidates[best]!.mean!)) best = i;
  });
  if (best === null) return { best, oneStandardError: null };
  const { mean, standardError } = candidates[best]!;
  if (standardError === null) return { best, oneStandardError: null };
  const limit = sign * mean! + standardError;
  let chosen: number = best;
  candidates.forEach((candidate, i) => {
    if (candidate.mean === null || sign * candidate.mean > limit) return;
    if (candidate.value > candidates[chosen]!.value) chosen = i;
  });
  return { best, oneStandardError: chosen };
}

/** Mean over runs, not weighted by their sizes, and its standard error sd/√k (sd with k − 1); the error of a single one is not known. */
export function overRuns(values: readonly number[]): { mean: number | null; standardError: number | null } {
  if (values.length === 0) return { mean: null, standardError: null };
  const { value, standardError }: Estimate = meanEstimate(values);
  return { mean: value, standardError: values.length > 1 ? standardError : null };
}
