/** What of a recorded list of ops the loss needs. */
import type { CustomGradientOp, KernelOp, LossOp, Slot } from './lossProgram.js';

export function inputSlots(op: LossOp): Slot[] {
  if (op.kind === 'customGradient') return op.inputs;
  return Array.isArray(op.inputs) ? op.inputs : Object.values(op.inputs);
}

/**
 * Keeps the ops that lead to a slot in `live`, backwards from the last; adds to `live` all that they need. The order stays.
 */
export function keepLive(ops: readonly LossOp[], live: Set<Slot>): LossOp[] {
  const kept: LossOp[] = [];
  for (let i = ops.length - 1; i >= 0; i--) {
    const op = ops[i]!;
    const results = op.kind === 'customGradient' ? [...op.outputs, ...op.exposed] : op.outputs;
    if (!results.some((slot) => live.has(slot))) continue;
    kept.push(op.kind === 'customGradient' ? keepLiveInside(op, live) : op);
    for (const slot of inputSlots(op)) live.add(slot);
  }
  return kept.reverse();
}

function keepLiveInside(op: CustomGradientOp, live: Set<Slot>): CustomGradientOp {
  let { backward } = op;
  if (backward) {
    for (const slot of backward.gradients) live.add(slot);
    backward = { ...backward, ops: keepLive(backward.ops, live) };
  }
  for (const slot of [op.value, ...op.saved]) live.add(slot);
  return { ...op, backward, forward: keepLive(op.forward, live) };
}

/** Every kernel op of the list, those inside of functions with a gradient of their own too. */
export function* kernelOps(ops: readonly LossOp[], withBackward = false): Generator<KernelOp> {
  for (const op of ops) {
    if (op.kind === 'kernel') yield op;
    else {
      yield* kernelOps(op.forward, withBackward);
      if (withBackward && op.backward) yield* kernelOps(op.backward.ops, withBackward);
    }
  }
}
