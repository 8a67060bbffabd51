/**
 * The gradient of a recorded loss with respect to the output of each of its ops, ∂L/∂output, by one backward sweep: what the
 * sweep holds when it comes to the op.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { inputSlots } from '../../program/liveOps.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { sweepBackward } from './backwardSweep.js';

export interface OpGradients {
  /** ‖∂L/∂output‖ of each op in `LossProgram.ops`, over all of its outputs; 0 where no gradient comes to it. */
  outputs: Float64Array;
  /** ‖∂L/∂w‖ of each of `LossProgram.variables`. */
  variables: Float64Array;
  /** The op that passes on the most of the gradient of this slot; null: none uses it on the way to the loss. */
  strongest(slot: Slot): number | null;
}

/**
 * `weights`: one tensor a variable, in the program's order.
 * @throws where the program was refused, or one of its ops has no gradient or no kernel here.
 */
export function opGradients(core: TensorflowCore, program: LossProgram, weights: readonly Tensor[]): OpGradients {
  const users = usersOf(program);
  /** In the units of ‖·‖². */
  const reached = new Float64Array(program.ops.length);
  const passed = new Map<Slot, { op: number; square: number }>();
  const events = {
    reached(op: number, dys: readonly (Tensor | null)[]) {
      let square = 0;
      for (const dy of dys) if (dy) square += squareOf(dy);
      reached[op] = square;
    },
    wants: (slot: Slot) => users[slot]!.length > 1,
    /** Of a value that several ops use, what each of them passes on. */
    passed(op: number, slot: Slot, gradient: Tensor) {
      const square = squareOf(gradient);
      const most = passed.get(slot);
      if (!most || !(square <= most.square)) passed.set(slot, { op, square });
    },
  };
  return sweepBackward(core, program, weights, events, (gradients) => ({
    outputs: reached.map(Math.sqrt),
    variables: Float64Array.from(gradients, (gradient) => (gradient ? Math.sqrt(squareOf(gradient)) : 0)),
    strongest: (slot) => passed.get(slot)?.op ?? users[slot]?.[0] ?? null,
  }));
}

function usersOf({ ops, slots }: LossProgram): number[][] {
  const found: number[][] = slots.map(() => []);
  ops.forEach((op, i) => {
    for (const slot of new Set(inputSlots(op))) found[slot]!.push(i);
  });
  return found;
}

/** ‖x‖² in float64. */
function squareOf(x: Tensor): number {
  const values = x.dataSync();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
