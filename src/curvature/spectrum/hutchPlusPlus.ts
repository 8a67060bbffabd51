/** The trace of an operator with few large eigenvalues, for fewer products. */
import type { Estimate } from '../../protocol/records.js';
import { meanEstimate } from '../../statistics/meanEstimate.js';
import { checkCount } from '../errors.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { signVector, type Random } from '../random.js';
import { addScaled, dot, norm, scale } from '../vectors.js';
import { exactTrace } from './trace.js';

export interface HutchPlusPlusOptions {
  random: Random;
  /** At least 6. Default 48. */
  products?: number;
}

/** Of a vector of which less than this share lies outside of the others, what lies outside is rounding. */
const INSIDE = 1e-6;

/**
 * tr(H) = tr(QᵀHQ) + tr((I − QQᵀ)H(I − QQᵀ)) with Q an orthonormal basis of H·S for random signs S: the first part is computed, the second estimated by
 * Hutchinson's mean. A third of the products each for S, for Q and for the mean. Unbiased; the standard error is that of the mean alone. For a
 * positive semidefinite H a relative error ε takes O(1/ε) products, where Hutchinson's estimator takes O(1/ε²). With as many products as
 * parameters or more the diagonal is summed instead, and the standard error is 0.
 *
 * Meyer, Musco, Musco and Woodruff, Hutch++: optimal stochastic trace estimation (2021), algorithm 1.
 */
export function hutchPlusPlus(
  operator: SymmetricOperator,
  { random, products = 48 }: HutchPlusPlusOptions,
): Estimate & { products: number } {
  checkCount('products', products, 6);
  const n = operator.size;
  if (n <= products) return { value: exactTrace(operator), standardError: 0, products: n };
  const third = Math.floor(products / 3);
  const basis: Float64Array[] = [];
  for (let i = 0; i < third; i++) {
    const w = finiteProduct(operator, signVector(random, n)).slice();
    const before = norm(w);
    removeBasis(w, basis);
    const rest = norm(w);
    if (!(rest > INSIDE * before)) continue;
    scale(w, 1 / rest);
    basis.push(w);
  }
  const inside = basis.reduce((sum, q) => sum + dot(q, finiteProduct(operator, q)), 0);
  const number = products - 2 * third;
  const samples = Array.from({ length: number }, () => {
    const g = signVector(random, n);
    removeBasis(g, basis);
    return dot(g, finiteProduct(operator, g));
  });
  const outside = meanEstimate(samples);
  return {
    value: inside + outside.value,
    standardError: outside.standardError,
    products: third + basis.length + number,
  };
}

/** w ← (I − QQᵀ)w, twice: the first pass leaves rounding behind. */
function removeBasis(w: Float64Array, basis: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) for (const q of basis) addScaled(w, -dot(q, w), q);
}
