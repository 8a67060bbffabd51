/** What the index keeps of a step record: the part of it that charts over all steps show. */
import { MARK } from '../protocol/inspector.js';
import { NORM_COLUMNS, VARIABLE_STATE, GRADIENT_COLUMNS, type StepPayload } from '../protocol/records.js';

export interface StepRow extends StepRows {
  /** NaN where the step has none. */
  time: number;
  loss: number;
  /** MARK: tells a loss that is NaN from one that was not seen. */
  lossMark: number;
  epoch: number;
  learningRate: number;
}

export interface StepRows {
  /** A value a variable; NaN where `gradientMark` is not `value` or `zero`. */
  gradientNorm: Float32Array;
  gradientMark: Uint8Array;
  /** ‖Δw‖/‖w‖; NaN: not measured. */
  updateRatio: Float32Array;
}

const NORMS = NORM_COLUMNS.length;
const MOMENTS = GRADIENT_COLUMNS.length;
const NAN_COUNT = GRADIENT_COLUMNS.indexOf('nan');
const INF_COUNT = GRADIENT_COLUMNS.indexOf('inf');

export function stepRow(step: StepPayload): StepRow {
  // Where the size limit took the norms, nothing is known of the variables.
  const variables = step.norms.length / NORMS;
  const gradientNorm = new Float32Array(variables).fill(NaN);
  const gradientMark = new Uint8Array(variables);
  const updateRatio = new Float32Array(variables).fill(NaN);
  for (let v = 0; v < variables; v++) {
    updateRatio[v] = updateRatioOf(step, v);
    if (step.state[v] !== VARIABLE_STATE.measured) continue;
    const mark = gradientMarkOf(step, v);
    gradientMark[v] = mark;
    if (mark !== MARK.nonFinite) gradientNorm[v] = step.norms[v * NORMS]!;
  }
  return {
    time: step.time,
    loss: step.loss !== null && Number.isFinite(step.loss) ? step.loss : NaN,
    lossMark: step.loss === null ? MARK.notMeasured : Number.isFinite(step.loss) ? MARK.value : MARK.nonFinite,
    epoch: step.epoch ?? NaN,
    learningRate: step.learningRate ?? NaN,
    gradientNorm,
    gradientMark,
    updateRatio,
  };
}

/** ‖Δw‖/‖w‖ of a variable, with the weight after the update; NaN: not measured. */
export function updateRatioOf(step: StepPayload, variable: number): number {
  return step.norms[variable * NORMS + 2]! / step.norms[variable * NORMS + 1]!;
}

function gradientMarkOf(step: StepPayload, variable: number): number {
  const norm = step.norms[variable * NORMS]!;
  const counted = step.gradient.length > 0;
  const at = variable * MOMENTS;
  const nonFinite = counted && step.gradient[at + NAN_COUNT]! + step.gradient[at + INF_COUNT]! > 0;
  if (nonFinite || !Number.isFinite(norm)) return MARK.nonFinite;
  return norm === 0 ? MARK.zero : MARK.value;
}
