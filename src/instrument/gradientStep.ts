/** A place of the source where gradients of Variables are asked for, and the step that is open there. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { CallSite } from './callSite.js';
import type { GradientObservation } from './gradientObserver.js';
import type { FitContext } from './models.js';
import type { GivenGradients, OptimizerObject } from './optimizers.js';
import type { OpenStep, Training } from './training.js';

/** Gradient calls at one place of the source with respect to the same variables. */
export interface GradientSite {
  site: CallSite | null;
  fit: FitContext | null;
  /** What the calls are about, in the order of their arguments. */
  xs: readonly Variable[];
  /** In forward order; empty before the first call returned. */
  variables: Variable[];
  rows: Map<Variable, number>;
  /** One training for each optimizer that updates from here. */
  trainings: { training: Training; optimizer: OptimizerObject | null; constructed: number }[];
  open: GradientStep | null;
  /** The last step that closed, to be opened again. */
  closed: GradientStep | null;
}

export interface GradientStep extends OpenStep {
  /** Gradients as the last gradient call returned them, by row. */
  raw: (Tensor | null)[];
  /** Whether `gradient` holds the statistics of `raw`. */
  rawMeasured: boolean;
  /** Sums over the micro-batches of the norms that the gradient calls returned. */
  rawNorms: Float64Array;
  /** Whether the optimizer was given other gradients than `raw`. */
  given: boolean;
  /** Whether nobody was given any: the gradient shown is what the updates imply. */
  implied: boolean;
  /** Rows that got a gradient and have not been assigned. */
  pending: Set<number>;
  assigned: number;
  /** Of the gradient calls whose training is not known yet. */
  observations: GradientObservation[];
  /** Set when the update starts: the training that it is a step of. */
  training: Training | null;
  optimizer: OptimizerObject | null;
}

export function gradientStep(open: OpenStep): GradientStep {
  const size = open.gradient.length;
  return {
    ...open,
    raw: new Array<null>(size).fill(null),
    rawMeasured: false,
    rawNorms: new Float64Array(size),
    given: false,
    implied: false,
    pending: new Set<number>(),
    assigned: 0,
    observations: [],
    training: null,
    optimizer: null,
  };
}

/** A closed step as if it were made anew, but for what the recorder knows of it. */
export function reopened(step: GradientStep): GradientStep {
  step.raw.fill(null);
  step.rawNorms.fill(0);
  step.rawMeasured = step.given = step.implied = false;
  step.pending.clear();
  step.assigned = step.observations.length = 0;
  step.training = step.optimizer = null;
  return step;
}

/** Whether an optimizer is given what the only gradient call of a step returned, and nothing else. */
export function isGivenRaw(at: GradientSite, { raw, losses }: GradientStep, gradients: GivenGradients): boolean {
  if (losses.length !== 1 || Array.isArray(gradients)) return false;
  let left = 0;
  for (let row = 0; row < raw.length; row++) {
    const tensor = raw[row];
    if (!tensor) continue;
    if (gradients[at.variables[row]!.name] !== tensor) return false;
    left++;
  }
  for (const name in gradients) if (gradients[name] && --left < 0) return false;
  return left === 0;
}
