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

/** `used`: an earlier row that nobody needs any more, to be filled again where it fits. */
export function stepRow(step: StepPayload, used: StepRow | null = null): StepRow {
  // Where the size limit took the norms, nothing is known of the variables.
  const variables = step.norms.length / NORMS;
  const row = used?.gradientMark.length === variables ? used : emptyRow(variables);
  for (let v = 0; v < variables; v++) {
    const mark = step.state[v] === VARIABLE_STATE.measured ? gradientMarkOf(step, v) : MARK.notMeasured;
    row.updateRatio[v] = updateRatioOf(step, v);
    row.gradientMark[v] = mark;
    row.gradientNorm[v] = mark === MARK.value || mark === MARK.zero ? step.norms[v * NORMS]! : NaN;
  }
  const { loss } = step;
  row.time = step.time;
  row.loss = loss !== null && Number.isFinite(loss) ? loss : NaN;
  row.lossMark = loss === null ? MARK.notMeasured : Number.isFinite(loss) ? MARK.value : MARK.nonFinite;
  row.epoch = step.epoch ?? NaN;
  row.learningRate = step.learningRate ?? NaN;
  return row;
}

function emptyRow(variables: number): StepRow {
  return {
    ...{ time: NaN, loss: NaN, lossMark: MARK.notMeasured, epoch: NaN, learningRate: NaN },
    gradientNorm: new Float32Array(variables),
    gradientMark: new Uint8Array(variables),
    updateRatio: new Float32Array(variables),
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
