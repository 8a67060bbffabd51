/** What is known of the curvature over the steps of one training, as points in the order of the steps. */
import type { CurvaturePoints, CurvatureSeries } from '../../../src/protocol/curvature.js';

/** NaN: not known. */
export interface CurvaturePoint {
  step: number;
  /** λ1 of the Hessian, its residual, and the samples that it is of. */
  value: number;
  residual: number;
  samples: number;
  cold: boolean;
  /** Bracket of λ1 of all the data. */
  lower: number;
  upper: number;
  /** Limit of the optimizer, and what is held against it: λ1 of H, or of the preconditioned H. */
  limit: number;
  held: number;
  heldLower: number;
  heldUpper: number;
  /** Of the step's own update: ΔL as predicted and as it was, and where it lands on the parabola. */
  predicted: number;
  actual: number;
  alpha: number;
}

export interface CurvatureHistory {
  track: readonly CurvaturePoint[];
  anchors: readonly CurvaturePoint[];
}

const known = new WeakMap<CurvatureSeries, CurvatureHistory>();

/** The same series gives the same history. */
export function historyOf(series: CurvatureSeries): CurvatureHistory {
  let history = known.get(series);
  if (!history) known.set(series, (history = { track: pointsOf(series.track), anchors: pointsOf(series.anchors) }));
  return history;
}

function pointsOf(columns: CurvaturePoints): CurvaturePoint[] {
  return Array.from(columns.steps, (step, i) => ({
    step,
    value: columns.values[i]!,
    residual: columns.residuals[i]!,
    samples: columns.samples[i]!,
    cold: columns.cold[i] === 1,
    lower: columns.lower[i]!,
    upper: columns.upper[i]!,
    limit: columns.limit[i]!,
    held: columns.held[i]!,
    heldLower: columns.heldLower[i]!,
    heldUpper: columns.heldUpper[i]!,
    predicted: columns.predicted[i]!,
    actual: columns.actual[i]!,
    alpha: columns.alpha[i]!,
  }));
}

export type Of = (point: CurvaturePoint) => boolean;

export const hasValue: Of = ({ value }) => Number.isFinite(value);
export const hasBracket: Of = ({ lower, upper }) => Number.isFinite(lower) && Number.isFinite(upper);
export const hasLimit: Of = ({ limit }) => Number.isFinite(limit);
export const hasRatio: Of = ({ held, limit }) => Number.isFinite(held / limit);
export const hasAlpha: Of = ({ alpha }) => Number.isFinite(alpha);
/** A limit, and the bracket of what is held against it. */
export const hasClaim: Of = ({ limit, heldLower, heldUpper }) =>
  [limit, heldLower, heldUpper].every(Number.isFinite) && limit > 0;

/** The newest point of a kind at or before a step; null: none yet. */
export function newestAt(points: readonly CurvaturePoint[], step: number, of: Of): CurvaturePoint | null {
  return points.findLast((point) => point.step <= step && of(point)) ?? null;
}

/** Whether what is held against the limit is λ1 of another matrix, the preconditioned Hessian. */
export const isPreconditioned: Of = ({ value, held }) =>
  Number.isFinite(held) && Number.isFinite(value) && Math.abs(held - value) > 1e-6 * Math.abs(value);
