/** λ1 against the optimizer's limit, as measured on all recorded samples. */
import type { CurvaturePayload } from '../protocol/records.js';
import type { Evidence } from './evidence.js';

export interface StabilityReading {
  step: number;
  /** λ1 of the Hessian with its residual ‖Hv − θv‖. */
  lambda: number;
  residual: number;
  /** What is held against the limit (λ1 of H, or of P^-½HP^-½), and between what it lies for all of the data. */
  held: number;
  lower: number;
  upper: number;
  limit: number;
  /** For example `momentum: 2(1 + β)/η`. */
  rule: string;
  samples: number | null;
  /** From fresh random vectors. */
  cold: boolean;
}

/** Every measurement that has a bracket and a limit, oldest first. */
export function stabilityReadings({ curvature }: Evidence): StabilityReading[] {
  return curvature.flatMap((payload) => readingOf(payload) ?? []);
}

function readingOf({ step, eigenvalues, stability, samples, cold }: CurvaturePayload & { step: number }) {
  const [first] = eigenvalues;
  if (!first || stability?.limit == null || stability.value === null) return null;
  const { rule, limit, value, lower, upper } = stability;
  if (lower === null || upper === null || !Number.isFinite(limit)) return null;
  const { value: lambda, residual } = first;
  return { step, lambda, residual, held: value, lower, upper, limit, rule, samples, cold };
}

/** Above for sure: the lower end of the bracket is above the limit. */
export const isAbove = ({ lower, limit }: StabilityReading): boolean => lower > limit;

/** Below for sure: the upper end is below the limit, and a cold start found nothing larger. */
export const isBelow = ({ upper, limit, cold }: StabilityReading): boolean => cold && upper < limit;
