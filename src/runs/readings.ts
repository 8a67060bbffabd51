/** Everything that a step record says of one step, for the screen. */
import type { StepReadings, VariableReadings } from '../protocol/inspector.js';
import {
  GRADIENT_COLUMNS,
  NORM_COLUMNS,
  VARIABLE_STATE,
  WEIGHT_COLUMNS,
  type RunRecord,
  type StepPayload,
} from '../protocol/records.js';
import { updateRatioOf } from './stepRow.js';

export function stepReadings(record: RunRecord<'step'>, terms: ArrayLike<number>): StepReadings {
  const { payload, training, step } = record;
  return {
    ...{ training, step },
    ...{ time: payload.time, loss: payload.loss, epoch: payload.epoch, learningRate: payload.learningRate },
    variables: Array.from(payload.state, (_, variable) => variableReadings(payload, variable)),
    terms: Array.from(terms, measuredOrNull),
  };
}

function variableReadings(step: StepPayload, variable: number): VariableReadings {
  const hasGradient = step.state[variable] === VARIABLE_STATE.measured;
  const at = variable * NORM_COLUMNS.length;
  const [weightNorm, updateNorm] = [step.norms[at + 1]!, step.norms[at + 2]!];
  const wasNotMeasured = step.state[variable] === VARIABLE_STATE.notMeasured;
  return {
    gradientNorm: hasGradient ? step.norms[at]! : null,
    weightNorm: wasNotMeasured ? measuredOrNull(weightNorm) : weightNorm,
    updateNorm: wasNotMeasured ? measuredOrNull(updateNorm) : updateNorm,
    updateRatio: wasNotMeasured ? measuredOrNull(updateRatioOf(step, variable)) : updateRatioOf(step, variable),
    gradient: hasGradient ? row(step.gradient, GRADIENT_COLUMNS, variable) : null,
    weight: row(step.weight, WEIGHT_COLUMNS, variable),
  };
}

/** Row of a table as named values; null where the table was thinned away. */
function row<N extends string>(table: Float32Array, columns: readonly N[], variable: number): Record<N, number> | null {
  const at = variable * columns.length;
  if (table.length < at + columns.length) return null;
  const values = columns.map((name, column) => [name, table[at + column]!] as const);
  return Object.fromEntries(values) as Record<N, number>;
}

function measuredOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
