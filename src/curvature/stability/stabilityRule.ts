/**
 * Above which λ1 an optimizer overshoots: on a quadratic with curvature λ its update diverges exactly when λ passes the limit.
 * For adaptive optimizers with the preconditioner P frozen as the last step left it, λ1 is that of P^-½HP^-½ (Cohen et al. 2021,
 * arXiv 2103.00065, and 2022, arXiv 2207.14484). With mini-batches the limit is the same, but the noise of the batches makes updates unstable
 * below it, and λ1 settles lower.
 */
import type { OptimizerState } from './optimizerState.js';

export interface StabilityRule {
  /** For example `momentum: 2(1 + β)/η`. */
  rule: string;
  /** Null: none is known; `why` says so. */
  limit: number | null;
  /** The diagonal of P, for `preconditionedOperator`; null: there is none, λ1 is that of H. */
  preconditioner: Float64Array | null;
  /** One sentence. */
  why: string | null;
}

const KNOWN: ReadonlySet<string> = new Set([
  ...['SGD', 'Momentum', 'Adam', 'Adamax', 'RMSProp', 'Adagrad', 'Adadelta'],
]);

/** By TensorFlow.js's name of its class; another is a user's own. */
export const isKnownOptimizer = (name: string): boolean => KNOWN.has(name);

export function stabilityRule(state: OptimizerState): StabilityRule {
  const { learningRate: rate, momentum, beta1 } = state;
  const averaged = (2 * (1 + beta1)) / ((1 - beta1) * rate);
  switch (state.name) {
    case 'SGD':
      return plain('SGD: 2/η', 2 / rate);
    case 'Momentum':
      return state.useNesterov
        ? plain('Nesterov: 2(1 + β)/(η(1 + 2β))', (2 * (1 + momentum)) / (rate * (1 + 2 * momentum)))
        : plain('momentum: 2(1 + β)/η', (2 * (1 + momentum)) / rate);
    case 'Adam':
      return preconditioned('Adam: 2(1 + β1)/((1 − β1)η)', averaged, adam(state));
    case 'Adamax': {
      const slowed = averaged * (1 + state.decay * state.iterations);
      return preconditioned('Adamax: 2(1 + β1)/((1 − β1)η)', slowed, adamax(state));
    }
    case 'RMSProp':
      return preconditioned('RMSProp: 2(1 + momentum)/η', (2 * (1 + momentum)) / rate, rmsprop(state));
    case 'Adagrad':
      return preconditioned('Adagrad: 2/η', 2 / rate, adagrad(state));
    case 'Adadelta':
      return preconditioned('Adadelta: 2/η', 2 / rate, adadelta(state));
    default:
      return noLimit(`No limit is known for the optimizer ${state.name}.`);
  }
}

export function noLimit(why: string): StabilityRule {
  return { rule: 'no limit known', limit: null, preconditioner: null, why };
}

/** Of an optimizer without a preconditioner. */
export function plain(rule: string, limit: number): StabilityRule {
  if (Number.isFinite(limit) && limit > 0) return { rule, limit, preconditioner: null, why: null };
  return noLimit('No limit is known: the learning rate is not a positive number.');
}

function preconditioned(rule: string, limit: number, p: Float64Array | null): StabilityRule {
  const known = plain(rule, limit);
  if (known.limit === null) return known;
  if (!p) return noLimit('No limit is known before the first update: the optimizer has no preconditioner yet.');
  // A variable that the optimizer leaves alone (NaN in its accumulators) does not move: infinite P.
  const preconditioner = p.map((value) => (Number.isNaN(value) ? Infinity : value));
  if (preconditioner.some((value) => value <= 0))
    return noLimit('No limit is known: the preconditioner of the optimizer is not positive everywhere.');
  return { ...known, preconditioner };
}

/** P = (1 − β1ᵗ)(√(v/(1 − β2ᵗ)) + ε): the correction of the first moment is part of it, so that the momentum is a plain average. */
function adam({ beta1, beta2, iterations, epsilon, accumulators }: OptimizerState): Float64Array | null {
  const first = 1 - beta1 ** iterations;
  const second = 1 - beta2 ** iterations;
  return accumulators.accumulatedSecondMoment?.map((v) => first * (Math.sqrt(v / second) + epsilon)) ?? null;
}

/** P = (1 − β1ᵗ)(u + ε), u ← max(β2·u, |g|). */
function adamax({ beta1, iterations, epsilon, accumulators }: OptimizerState): Float64Array | null {
  const first = 1 - beta1 ** iterations;
  return accumulators.accumulatedWeightedInfNorm?.map((u) => first * (u + epsilon)) ?? null;
}

/** P = √(v + ε); centred, as TensorFlow.js writes it, √(v − m² − ε), which is NaN where |g| is small. */
function rmsprop({ centered, epsilon, accumulators }: OptimizerState): Float64Array | null {
  const { accumulatedMeanSquares: squares, accumulatedMeanGrads: means } = accumulators;
  if (!centered) return squares?.map((v) => Math.sqrt(v + epsilon)) ?? null;
  return (
    squares?.map((v, i) => {
      const variance = v - (means?.[i] ?? 0) ** 2 - epsilon;
      // Updated, but not a number: no limit may be made of it.
      return variance > 0 || Number.isNaN(v) ? Math.sqrt(variance) : 0;
    }) ?? null
  );
}

/** P = √(a + ε). */
function adagrad({ epsilon, accumulators }: OptimizerState): Float64Array | null {
  return accumulators.accumulatedGrads?.map((a) => Math.sqrt(a + epsilon)) ?? null;
}

/** P = √(a + ε)/√(d + ε) with the accumulators of gradients a and updates d that the next update will read. */
function adadelta({ epsilon, accumulators }: OptimizerState): Float64Array | null {
  const { accumulatedGrads: gradients, accumulatedUpdates: updates } = accumulators;
  if (!gradients || !updates) return null;
  return gradients.map((a, i) => Math.sqrt((a + epsilon) / (updates[i]! + epsilon)));
}
