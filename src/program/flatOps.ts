/** A program as one list of kernels, as it is replayed `forward`: what is inside of functions with a gradient of their own comes in their place. */
import type { LossOp, OpSource, Slot } from './lossProgram.js';
import { inputSlots } from './liveOps.js';

export interface FlatOp {
  kernel: string;
  inputs: Slot[];
  /** By the kernel's own names; empty where it takes a list. */
  named: Record<string, Slot>;
  outputs: Slot[];
  source: OpSource | null;
}

export function flatOps(ops: readonly LossOp[]): FlatOp[] {
  return ops.flatMap((op): FlatOp[] => {
    if (op.kind === 'kernel') {
      const named = Array.isArray(op.inputs) ? {} : op.inputs;
      return [{ kernel: op.kernel, inputs: inputSlots(op), named, outputs: op.outputs, source: op.source }];
    }
    const { source } = op;
    const alias = (from: Slot, to: Slot): FlatOp => ({
      ...{ kernel: 'Identity', inputs: [from], named: { x: from }, outputs: [to], source },
    });
    return [
      ...flatOps(op.forward),
      alias(op.value, op.outputs[0]),
      ...op.exposed.map((slot, i) => alias(op.saved[i]!, slot)),
    ];
  });
}
