/** The trace of an operator. */
import type { Estimate } from '../../protocol/records.js';
import { checkCount } from '../errors.js';
import { meanEstimate } from '../../statistics/meanEstimate.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { signVector, type Random } from '../random.js';
import { dot } from '../vectors.js';

export interface TraceOptions {
  random: Random;
  /** Default: at least 32, and as many as keep the standard error at most 5 % of ‖H‖_F·√n. */
  probes?: number;
}

const LEAST = 32;
const SHARE = 0.05;

/**
 * tr(H) by Hutchinson's estimator (1990): the mean of vᵀHv over random signs v. Unbiased; the standard error is that of a mean, so
 * about 95 % of the estimates lie within two of them. One probe has a variance of at most 2‖H‖_F². With as many probes as
 * parameters or more the diagonal is summed instead, and the standard error is 0.
 */
export function trace(operator: SymmetricOperator, { random, probes }: TraceOptions): Estimate & { products: number } {
  const n = operator.size;
  const number = probes ?? Math.max(LEAST, Math.ceil(2 / (SHARE ** 2 * n)));
  checkCount('probes', number, 2);
  if (n <= number) return { value: exactTrace(operator), standardError: 0, products: n };
  const samples = Array.from({ length: number }, () => {
    const v = signVector(random, n);
    return dot(v, finiteProduct(operator, v));
  });
  return { ...meanEstimate(samples), products: number };
}

/** The sum of the diagonal: a product a parameter. */
export function exactTrace(operator: SymmetricOperator): number {
  let sum = 0;
  for (let i = 0; i < operator.size; i++) {
    const e = new Float64Array(operator.size);
    e[i] = 1;
    sum += finiteProduct(operator, e)[i]!;
  }
  return sum;
}
