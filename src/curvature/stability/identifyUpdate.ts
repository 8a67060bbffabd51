/** Rate and momentum of a user's own update, from what it did. */
import { dot, norm } from '../vectors.js';
import { noLimit, plain, type StabilityRule } from './stabilityRule.js';

/** One recorded step: flat vectors over all parameters. */
export interface RecordedUpdate {
  /** Δθ. */
  update: Float64Array;
  /** The gradient that it was made of. */
  gradient: Float64Array;
  /** Δθ of the step before; null: there was none. */
  previous: Float64Array | null;
}

export interface IdentifiedUpdate {
  rate: number;
  momentum: number;
  /** ‖Δθ − (−ηg + β·Δθ before)‖ / ‖Δθ‖ over all steps. */
  residual: number;
}

/** Updates are taken as explained up to this share of their size. */
const EXPLAINED = 1e-3;

/**
 * Least squares of Δθ = −η·g + β·Δθ' over the steps; β only where η alone does not explain them.
 *
 * @returns null where neither explains the updates to 1e-3.
 */
export function identifyUpdate(steps: readonly RecordedUpdate[]): IdentifiedUpdate | null {
  const zero = (step: RecordedUpdate) => step.previous ?? new Float64Array(step.update.length);
  const sum = (product: (step: RecordedUpdate) => number) => steps.reduce((total, step) => total + product(step), 0);
  const gg = sum(({ gradient }) => dot(gradient, gradient));
  const pp = sum((step) => dot(zero(step), zero(step)));
  const gp = sum((step) => dot(step.gradient, zero(step)));
  const gu = sum(({ gradient, update }) => dot(gradient, update));
  const pu = sum((step) => dot(zero(step), step.update));
  const size = Math.sqrt(sum(({ update }) => norm(update) ** 2));
  const fit = (rate: number, momentum: number): IdentifiedUpdate => {
    const squares = sum((step) => {
      const before = zero(step);
      const rest = step.update.map((u, i) => u + rate * step.gradient[i]! - momentum * before[i]!);
      return norm(rest) ** 2;
    });
    return { rate, momentum, residual: Math.sqrt(squares) / size };
  };
  const determinant = gg * pp - gp * gp;
  const candidates = [fit(-gu / gg, 0)];
  if (determinant > 1e-10 * gg * pp)
    candidates.push(fit((gp * pu - pp * gu) / determinant, (gg * pu - gp * gu) / determinant));
  return candidates.find(({ rate, residual }) => rate > 0 && residual <= EXPLAINED) ?? null;
}

/** The limit of what was identified. */
export function identifiedRule(found: IdentifiedUpdate | null): StabilityRule {
  if (!found) return noLimit('No limit is known: the updates are not −η·gradient with momentum.');
  const { rate, momentum } = found;
  return momentum === 0
    ? plain('own update: 2/η', 2 / rate)
    : plain('own update with momentum: 2(1 + β)/η', (2 * (1 + momentum)) / rate);
}
