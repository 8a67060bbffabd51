/** The condition of Pause When, applied to what was measured before an update. */
import { evaluateCondition, type ConditionValues } from '../conditions/evaluate.js';
import { parseCondition } from '../conditions/parse.js';
import type { Condition } from '../conditions/syntax.js';
import type { MeasuredStep } from '../instrument/sink.js';
import type { PauseReason } from '../protocol/control.js';
import { NORM_COLUMNS, type StepPayload } from '../protocol/records.js';
import type { Control } from './control.js';

export interface PauseCondition {
  /** The reason to pause before this step; null where the condition does not hold, or there is none. */
  holds(training: number, step: number, measured: () => MeasuredStep): PauseReason | null;
  /** A step was closed: its update is the last one that a condition may ask for. */
  closed(training: number, payload: StepPayload): void;
}

export function makePauseCondition(control: Control, initial: string | null): PauseCondition {
  let text: string | null;
  let condition: Condition | null;
  // Each training's value at the step before, and its last update.
  const previous = new Map<number, number | null>();
  const norms = new Map<number, Float64Array>();
  set(initial);

  function set(next: string | null): void {
    const parsed = next === null ? null : parseCondition(next);
    text = next;
    condition = parsed?.ok ? parsed.condition : null;
    previous.clear();
  }

  return {
    holds(training, step, measured) {
      for (let mail = control.nextMail(); mail; mail = control.nextMail()) set(mail.condition);
      if (condition === null) return null;
      const values = withUpdates({ ...measured(), step }, norms.get(training));
      const { met, value } = evaluateCondition(condition, values);
      const before = previous.get(training) ?? null;
      previous.set(training, value);
      return met ? { by: 'condition', condition: text, value, previous: before } : null;
    },
    closed(training, payload) {
      norms.set(training, payload.norms);
    },
  };
}

function withUpdates(values: ConditionValues, norms: Float64Array | undefined): ConditionValues {
  if (!norms) return values;
  const columns = NORM_COLUMNS.length;
  const variables = values.variables.map((variable, row) => {
    const [weight, norm] = [norms[row * columns + 1]!, norms[row * columns + 2]!];
    return { ...variable, update: { norm, ratio: norm / weight } };
  });
  return { ...values, variables };
}
