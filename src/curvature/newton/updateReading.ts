/** What a step's own update did to the loss, against the parabola that gradient and Hessian predict. */
import type { Estimate, UpdateReading } from '../../protocol/records.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { addScaled, dot, norm, scale } from '../vectors.js';

/** One end of an update: loss and gradient of the probe batch there. */
export interface LossPoint {
  loss: number;
  gradient: Float64Array;
}

/**
 * @param hessian at the weights before the update.
 * @param subBatchGradients of sub-batches of one size at the weights before it, for the noise scale.
 */
export function readUpdate(
  hessian: SymmetricOperator,
  {
    update,
    before,
    after,
    subBatchGradients = [],
    batchSize,
  }: {
    update: Float64Array;
    before: LossPoint;
    after: LossPoint;
    subBatchGradients?: readonly Float64Array[];
    /** Samples of a sub-batch. */
    batchSize?: number | null;
  },
): UpdateReading {
  const curved = dot(update, finiteProduct(hessian, update));
  return {
    predicted: dot(before.gradient, update) + 0.5 * curved,
    actual: after.loss - before.loss,
    alpha: parabolaPosition(update, before, after),
    noiseScale: gradientNoiseScale(subBatchGradients, batchSize ?? 1),
  };
}

/**
 * Cockpit's α (Schneider, Dangel and Hennig 2021): −1 at the start, 0 at the minimum, 1 at the same height on the other
 * side, of the parabola w0 + w1·τ + w2·τ² along the update that fits best, in the sense of least squares, both losses and both slopes.
 * Null where it has no minimum.
 */
export function parabolaPosition(update: Float64Array, before: LossPoint, after: LossPoint): number | null {
  const length = norm(update);
  if (length === 0) return null;
  // With τ = 1 at the end, and each equation of the same weight: f(0), f(1), f'(0), f'(1).
  const slope0 = dot(before.gradient, update);
  const slope1 = dot(after.gradient, update);
  const change = after.loss - before.loss;
  // Normal equations of c0 = 0, c0 + c1 + c2 = change, c1 = slope0, c1 + 2c2 = slope1, with c0 eliminated: 2c0 = change − c1 − c2.
  const [a11, a12, a22] = [2.5, 2.5, 4.5];
  const b1 = slope0 + slope1 + 0.5 * change;
  const b2 = 2 * slope1 + 0.5 * change;
  const determinant = a11 * a22 - a12 * a12;
  const c1 = (a22 * b1 - a12 * b2) / determinant;
  const c2 = (a11 * b2 - a12 * b1) / determinant;
  const minimum = -c1 / (2 * c2);
  return c2 > 0 && minimum > 0 ? (1 - minimum) / minimum : null;
}

/**
 * The simple noise scale tr(Σ)/‖g‖² (McCandlish et al. 2018), in samples: Σ is the covariance of a single sample's gradient, g the mean. From B
 * sub-batches of b samples, both unbiased:
 *
 *     tr(Σ) = b/(B − 1) · Σ_k ‖g_k − ḡ‖²,   ‖g‖² = ‖ḡ‖² − tr(Σ)/(bB)
 *
 * with its standard error by leaving out one sub-batch in turn (jackknife).
 */
export function gradientNoiseScale(gradients: readonly Float64Array[], batchSize: number): Estimate | null {
  const number = gradients.length;
  if (number < 3) return null;
  const products = gradients.map((a) => gradients.map((b) => dot(a, b)));
  const all = gradients.map((_, i) => i);
  const value = noiseScaleOf(products, all, batchSize);
  const without = all.map((left) =>
    noiseScaleOf(
      products,
      all.filter((i) => i !== left),
      batchSize,
    ),
  );
  const mean = without.reduce((sum, x) => sum + x, 0) / number;
  const squares = without.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const standardError = Math.sqrt(((number - 1) / number) * squares);
  return Number.isFinite(value) && value >= 0 ? { value, standardError } : null;
}

/** From all inner products of the gradients, those of `chosen` alone. */
function noiseScaleOf(products: readonly number[][], chosen: readonly number[], batchSize: number): number {
  const number = chosen.length;
  const ofMean = chosen.reduce((sum, i) => sum + chosen.reduce((row, j) => row + products[i]![j]!, 0), 0) / number ** 2;
  const squares = chosen.reduce((sum, i) => sum + products[i]![i]!, 0) - number * ofMean;
  const trace = (batchSize * squares) / (number - 1);
  return trace / (ofMean - trace / (batchSize * number));
}

/** The mean of vectors of one length. */
export function meanVector(vectors: readonly Float64Array[]): Float64Array {
  const mean = Float64Array.from(vectors[0]!);
  for (const vector of vectors.slice(1)) addScaled(mean, 1, vector);
  scale(mean, 1 / vectors.length);
  return mean;
}
