/** Holds a program against the step that it was recorded at: same bits, or which of the two is wrong. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { engineOf, releaseTape } from '../autodiff/engine.js';
import { withRepairs } from '../autodiff/repairs.js';
import type { LossProgram } from './lossProgram.js';
import { openProgram } from './openProgram.js';
import { inScope } from './scope.js';
import type { TensorflowCore } from '../tensorflow/core.js';

/** Whether the replayed program says what the user's own gradient call said, to the bit, at the step that was recorded. */
export interface ReplayCheck {
  loss: boolean;
  gradient: boolean;
  /**
   * Where the loss agrees and the gradient does not: ‖replayed − own‖ over ‖own‖ (Infinity where the own is zero). The replay differentiates the same ops,
   * so TensorFlow.js's own gradient is not the derivative there.
   */
  difference: number | null;
}

/** What the user's gradient call returned; gradients in the order of the program's variables. */
export interface OwnResult {
  value: Tensor;
  gradients: readonly (Tensor | null | undefined)[];
}

/**
 * Leaves no tensor behind. `weights`: with the values that the program was recorded with. A program that takes second derivatives with our repairs (a Jacobian
 * penalty) has a gradient that TensorFlow.js alone has not: where the replay by itself does not agree, it is tried with them.
 */
export function checkProgram(
  tf: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
  own: OwnResult,
): ReplayCheck {
  let plain: ReplayCheck | null = null;
  let failed: unknown = null;
  try {
    plain = compare(tf, program, weights, own);
    if (!plain.loss || plain.gradient) return plain;
  } catch (error) {
    failed = error;
  }
  try {
    const repaired = withRepairs(tf, () => compare(tf, program, weights, own));
    if (repaired.gradient) return repaired;
  } catch {
    // The first failure says more.
  }
  if (plain) return plain;
  throw failed;
}

function compare(tf: TensorflowCore, program: LossProgram, weights: readonly Tensor[], own: OwnResult): ReplayCheck {
  const open = openProgram(tf, program);
  try {
    return inScope(tf, () => {
      const replayed = tf.engine().gradients(() => open.loss(weights), [...weights], undefined, true);
      const loss = sameBits(own.value.dataSync(), replayed.value.dataSync());
      let gradient = true;
      let difference = 0;
      let size = 0;
      weights.forEach((_, i) => {
        const [ours, theirs] = [replayed.grads[i]?.dataSync(), own.gradients[i]?.dataSync()];
        if (!ours && !theirs) return;
        if (ours && theirs && sameBits(ours, theirs)) {
          size += squares(theirs);
          return;
        }
        gradient = false;
        const length = (ours ?? theirs)!.length;
        for (let j = 0; j < length; j++) difference += ((ours?.[j] ?? 0) - (theirs?.[j] ?? 0)) ** 2;
        if (theirs) size += squares(theirs);
      });
      return { loss, gradient, difference: loss && !gradient ? Math.sqrt(difference / size) : null };
    });
  } finally {
    releaseTape(engineOf(tf));
    open.dispose();
  }
}

function sameBits(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function squares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return sum;
}
