/** Holds the program before an update, and ends it at a hook, as the flags say. */
import type { PauseReason } from '../protocol/control.js';
import type { Control } from './control.js';
import { FLAG, PAUSED_BY } from './flags.js';

export interface PauseGate {
  /** Before an update: stands here while a pause is in force. Returns the milliseconds that it stood. */
  beforeUpdate(reason: PauseReason | null): number;
  /** The step of an update was recorded. */
  afterStep(training: number, step: number): void;
  /** In every hook. */
  poll(): void;
  /** Whether a host asked the program to end. */
  readonly stopped: boolean;
}

export function makePauseGate(control: Control, now: () => number): PauseGate {
  const { flags } = control;
  let ending = false;

  function end(): void {
    if (ending) return;
    ending = true;
    control.tell({ type: 'standing', state: 'stopping', pause: null });
    process.exit();
  }

  function stand(condition: PauseReason | null): number {
    const begun = now();
    const by = Atomics.load(flags, FLAG.pause) === PAUSED_BY.step ? 'step' : 'user';
    const reason = condition ?? { by, condition: null, value: null, previous: null };
    Atomics.store(flags, FLAG.held, 1);
    control.tell({ type: 'standing', state: 'paused', pause: reason });
    for (;;) {
      const seen = Atomics.load(flags, FLAG.wake);
      if (Atomics.load(flags, FLAG.pause) === PAUSED_BY.nobody || Atomics.load(flags, FLAG.stop) !== 0) break;
      Atomics.wait(flags, FLAG.wake, seen);
    }
    Atomics.store(flags, FLAG.held, 0);
    if (Atomics.load(flags, FLAG.stop) !== 0) end();
    control.tell({ type: 'standing', state: 'running', pause: null });
    return now() - begun;
  }

  return {
    beforeUpdate(reason) {
      if (ending) return 0;
      // The order matters: the control thread sets `pause` first and then looks at `updating`.
      Atomics.store(flags, FLAG.updating, 1);
      if (reason) Atomics.store(flags, FLAG.pause, PAUSED_BY.condition);
      if (Atomics.load(flags, FLAG.stop) !== 0) end();
      return Atomics.load(flags, FLAG.pause) === PAUSED_BY.nobody ? 0 : stand(reason);
    },
    afterStep(training, step) {
      Atomics.store(flags, FLAG.training, training);
      Atomics.store(flags, FLAG.step, step);
      const counted = Atomics.load(flags, FLAG.stepTraining);
      if (Atomics.load(flags, FLAG.stepsLeft) > 0 && (counted === -1 || counted === training)) {
        if (Atomics.sub(flags, FLAG.stepsLeft, 1) === 1) Atomics.store(flags, FLAG.pause, PAUSED_BY.step);
      }
      Atomics.store(flags, FLAG.updating, 0);
    },
    poll() {
      if (Atomics.load(flags, FLAG.stop) !== 0) end();
    },
    get stopped() {
      return Atomics.load(flags, FLAG.stop) !== 0;
    },
  };
}
