/**
 * Between what λ1 of all the data lies, of which the recorded sub-batches b = 1…B are a part. λ1 of few samples is too large: its vector
 * fits their noise. So:
 *
 *     upper  λ1 of the mean over all sub-batches
 *     lower  vᵀH_B v, with v the top vector of the other half A: it fits nothing of B; both ways, averaged
 *
 * each widened by two standard errors of vᵀH_b v over the sub-batches.
 */
import type { SampleBracket } from '../../protocol/records.js';
import { lanczos, type RitzPair } from '../eigen/lanczos.js';
import { meanOperator } from '../operators/combinedOperators.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import type { Random } from '../random.js';
import { meanEstimate } from '../../statistics/meanEstimate.js';
import { dot } from '../vectors.js';

export interface BracketOptions {
  random: Random;
  /** Of the halves' λ1. Default 1e-2: vᵀHv is off by the square of it. */
  tolerance?: number;
}

export interface MeasuredBracket extends SampleBracket {
  /** Products with one sub-batch. */
  products: number;
}

/**
 * @param subBatches Hessians of sub-batches of one size, of a loss that is a mean over samples (of a sum there is none).
 * @param top largest pair of their mean.
 * @returns null where a single sub-batch tells nothing of the others.
 */
export function sampleBracket(
  subBatches: readonly SymmetricOperator[],
  top: Pick<RitzPair, 'value' | 'vector'>,
  { random, tolerance = 1e-2 }: BracketOptions,
): MeasuredBracket | null {
  if (subBatches.length < 2) return null;
  const curvatures = (vector: Float64Array, parts: readonly SymmetricOperator[]) =>
    parts.map((part) => dot(vector, finiteProduct(part, vector)));
  const halves = [0, 1].map((parity) => subBatches.filter((_, b) => b % 2 === parity));
  let products = 2 * subBatches.length;
  const across = halves.map((half, i) => {
    const options = { start: top.vector, tolerance, complement: false, random, maxProducts: 60 };
    const found = lanczos(meanOperator(half), options);
    products += found.products * half.length;
    return curvatures(found.largest[0]!.vector, halves[1 - i]!);
  });
  const [one, other] = across.map((values) => values.reduce((sum, x) => sum + x, 0) / values.length);
  const inside = meanEstimate(curvatures(top.vector, subBatches)).standardError;
  const outside = meanEstimate(across.flat()).standardError;
  const standardError = Math.max(inside, outside);
  return {
    lower: (one! + other!) / 2 - 2 * standardError,
    upper: top.value + 2 * standardError,
    standardError,
    products,
  };
}
