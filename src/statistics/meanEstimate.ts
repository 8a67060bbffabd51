/** The mean of several measurements. */
import type { Estimate } from '../protocol/records.js';

/** Mean of independent samples, with its standard error s/√N. */
export function meanEstimate(samples: readonly number[]): Estimate {
  const value = samples.reduce((sum, x) => sum + x, 0) / samples.length;
  const squares = samples.reduce((sum, x) => sum + (x - value) ** 2, 0);
  return { value, standardError: Math.sqrt(squares / (samples.length - 1) / samples.length) };
}
