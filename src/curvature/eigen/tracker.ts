/**
 * λ1 from step to step. The last vector is a good start for the next measurement, so a few products do: but a direction that overtakes is
 * then never seen, since the Krylov space of a converged vector holds nothing else, and its residual says all is well. So each measurement
 * mixes in a fresh random part, and now and then one starts cold.
 */
import type { SymmetricOperator } from '../operators/symmetricOperator.js';
import { signVector, type Random } from '../random.js';
import { addScaled, scale } from '../vectors.js';
import { lanczos, type RitzPair } from './lanczos.js';

export interface TrackerOptions {
  random: Random;
  /** Products of a warm measurement, unless fewer do. Default 3. */
  products?: number;
  /** Every how many measurements one starts cold. Default 25. */
  coldEvery?: number;
}

export interface TrackedEigenvalue extends RitzPair {
  cold: boolean;
  products: number;
  stopped: 'tolerance' | 'floor' | 'products';
}

export interface Tracker {
  /**
   * @param limit the optimizer's stability limit, where one is known: "below" may be said only after a cold check, so one is made
   * when λ1 comes near, and then every COLD_NEAR_LIMIT measurements.
   */
  measure(operator: SymmetricOperator, limit?: number | null): TrackedEigenvalue;
}

/** Norm of the random part, beside the last vector's 1. */
const FRESH = 0.03;
/** λ1 within this share of the limit is near it. */
const NEAR = 0.1;
const COLD_NEAR_LIMIT = 5;
/** With a residual so far below θ the value is right to (residual/θ)² over the relative gap: a further product would tell nothing. */
const WARM_TOLERANCE = 1e-3;
const COLD_TOLERANCE = 1e-3;
const COLD_PRODUCTS = 40;

export function createTracker({ random, products = 3, coldEvery = 25 }: TrackerOptions): Tracker {
  let last: Float64Array | null = null;
  let sinceCold = 0;
  let wasNear = false;

  const measureCold = (operator: SymmetricOperator): TrackedEigenvalue => {
    const found = lanczos(operator, {
      tolerance: COLD_TOLERANCE,
      maxProducts: COLD_PRODUCTS,
      complement: false,
      random,
    });
    return { ...found.largest[0]!, cold: true, products: found.products, stopped: found.stopped };
  };
  const measureWarm = (operator: SymmetricOperator, vector: Float64Array): TrackedEigenvalue => {
    const start = signVector(random, operator.size);
    scale(start, FRESH / Math.sqrt(operator.size));
    addScaled(start, 1, vector);
    const found = lanczos(operator, {
      ...{ tolerance: WARM_TOLERANCE, maxProducts: products, complement: false, random, start },
    });
    return { ...found.largest[0]!, cold: false, products: found.products, stopped: found.stopped };
  };

  return {
    measure(operator, limit = null) {
      const isCold = last?.length !== operator.size || sinceCold + 1 >= coldEvery;
      let found = isCold ? measureCold(operator) : measureWarm(operator, last!);
      const isNear = limit !== null && Math.abs(found.value - limit) <= NEAR * limit;
      if (!found.cold && isNear && (!wasNear || sinceCold + 1 >= COLD_NEAR_LIMIT)) {
        const cold = measureCold(operator);
        const spent = found.products + cold.products;
        // A Ritz value never exceeds λ1: the larger of the two is the nearer.
        found = { ...(cold.value >= found.value ? cold : found), cold: true, products: spent };
      }
      wasNear = isNear;
      sinceCold = found.cold ? 0 : sinceCold + 1;
      last = found.vector;
      return found;
    },
  };
}
