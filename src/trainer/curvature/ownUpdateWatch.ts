/** Hands over the updates that a program makes itself, at the steps whose gradient was recorded. */
import type { OwnUpdate } from '../../probes/curvature/ownUpdates.js';
import type { LossProgram } from '../../program/lossProgram.js';

export interface OwnUpdateWatch {
  /** `program`: of this step's gradient call; null: it was not recorded. `around`: the weights around its update. */
  stepped(
    step: number,
    program: LossProgram | null,
    around: { readonly before: Float32Array; readonly after: Float32Array },
  ): void;
}

export function watchOwnUpdates(found: (update: OwnUpdate) => void): OwnUpdateWatch {
  let previous: { step: number; before: Float32Array } | null = null;
  return {
    stepped(step, program, around) {
      const before = Float32Array.from(around.before);
      const earlier = previous?.step === step - 1 ? previous.before : null;
      previous = { step, before };
      // Weights before the first step are not known in every program; later than the first, neither is the update before.
      if (!program || Number.isNaN(before[0]) || (step > 1 && !earlier)) return;
      found({ step, before, after: Float32Array.from(around.after), earlier, program });
    },
  };
}
