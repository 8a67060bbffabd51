/** A program in which one function with a gradient of its own is written as what is inside of it: its derivative is that of its ops. */
import type { KernelOp, LossOp, LossProgram, Slot } from './lossProgram.js';

/** `at`: an index into `LossProgram.ops`, of a group. Ops before it keep their indices; its own begin there. */
export function openGroup(program: LossProgram, at: number): LossProgram {
  const group = program.ops[at];
  if (group?.kind !== 'customGradient') return program;
  const alias = (from: Slot, to: Slot): KernelOp => ({
    ...{ kind: 'kernel', kernel: 'Identity', attributes: undefined, inputs: { x: from }, outputs: [to], source: null },
  });
  const inside: LossOp[] = [
    ...group.forward,
    alias(group.value, group.outputs[0]),
    ...group.exposed.map((slot, i) => alias(group.saved[i]!, slot)),
  ];
  return { ...program, ops: [...program.ops.slice(0, at), ...inside, ...program.ops.slice(at + 1)] };
}
