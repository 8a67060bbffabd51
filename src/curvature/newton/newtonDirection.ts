/** The Newton step, and how far its quadratic model tells what happens. */
import { CurvatureError } from '../errors.js';
import type { HessianSession } from '../operators/hessianSession.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { dot, norm } from '../vectors.js';
import { conjugateGradient } from './conjugateGradient.js';

export interface NewtonOptions {
  /** Of the step: θ − rate·d. Default 1. */
  rate?: number;
  /** μ ≥ 0 in d = (H + μI)⁻¹g. Default 0. */
  damping?: number;
  /** Products of the solution. Default 100. */
  maxIterations?: number;
  /** Of the solution's residual. Default 1e-4. */
  tolerance?: number;
}

/** What a Newton step does to the loss. */
export interface NewtonResult {
  damping: number;
  iterations: number;
  /** Decrease of the loss by the quadratic model, η·gᵀd − ½η²·dᵀHd, and as it is; positive: the loss falls. */
  predicted: number;
  actual: number;
  negativeCurvature: boolean;
  /** ‖(H + μI)d − g‖ / ‖g‖. */
  residual: number;
  /** Why the step fails, in one sentence; null: the loss falls about as predicted. */
  why: string | null;
  /** −η·d, to be added to the parameters. */
  step: Float64Array;
}

/** @param lossAt the loss with this added to the parameters. */
export function newtonDirection(
  session: Pick<HessianSession, 'size' | 'multiply' | 'dispose' | 'gradient' | 'loss'>,
  lossAt: (step: Float64Array) => number,
  { rate = 1, damping = 0, maxIterations = 100, tolerance = 1e-4 }: NewtonOptions = {},
): NewtonResult {
  if (!(damping >= 0)) throw new CurvatureError('wrong-value', `damping must be at least 0, not ${damping}.`);
  if (!(rate > 0)) throw new CurvatureError('wrong-value', `rate must be positive, not ${rate}.`);
  const { gradient } = session;
  const solved = conjugateGradient(session, gradient, { damping, maxIterations, tolerance });
  const step = solved.x.map((value) => -rate * value);
  const predicted = rate * dot(gradient, solved.x) - 0.5 * rate ** 2 * dot(solved.x, solved.hx);
  const actual = session.loss - lossAt(step);
  const result = { damping, iterations: solved.iterations, predicted, actual, residual: solved.residual, step };
  const { negativeCurvature, isConverged } = solved;
  return { ...result, negativeCurvature, why: whyItFails({ ...result, negativeCurvature, isConverged }) };
}

/**
 * How far ΔG = HΔθ holds of a step that was made: ‖observed − HΔθ‖ / ‖observed‖.
 *
 * @param before Hessian at the weights before it; null where the gradient did not change.
 */
export function gradientChangeError(
  before: SymmetricOperator,
  { update, gradientBefore, gradientAfter }: Record<'update' | 'gradientBefore' | 'gradientAfter', Float64Array>,
): number | null {
  const predicted = finiteProduct(before, update);
  const observed = gradientAfter.map((value, i) => value - gradientBefore[i]!);
  const size = norm(observed);
  return size > 0 ? norm(observed.map((value, i) => value - predicted[i]!)) / size : null;
}

/** The quadratic model is taken to hold where actual and predicted decrease agree within this share. */
const MODEL_HOLDS = 0.5;

function whyItFails(
  result: Pick<NewtonResult, 'predicted' | 'actual' | 'damping' | 'negativeCurvature' | 'iterations' | 'residual'> & {
    isConverged: boolean;
  },
): string | null {
  const { predicted, actual } = result;
  if (result.negativeCurvature)
    return 'A direction of negative curvature was met: the quadratic model has no minimum there, only a damping μ above |λmin| gives it one.';
  if (!result.isConverged)
    return `The linear system was not solved in ${result.iterations} products (residual ${result.residual.toPrecision(2)}): it is badly conditioned, damping μ helps.`;
  if (!Number.isFinite(actual))
    return 'The loss after the step is not finite: the step leaves the region where the model of it holds.';
  if (actual < 0 || Math.abs(actual - predicted) > MODEL_HOLDS * Math.abs(predicted))
    return 'The loss is not quadratic as far as the step goes: it changes otherwise than predicted, a smaller rate or more damping helps.';
  return null;
}
