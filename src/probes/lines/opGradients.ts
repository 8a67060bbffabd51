/**
 * The gradient of a recorded loss with respect to the output of each of its ops, ∂L/∂output, by one backward sweep: what the
 * sweep holds when it comes to the op. Functions with a gradient of their own pass on what they passed on in the user's step.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { engineOf, overrideMethod, type TapeNode } from '../../autodiff/engine.js';
import { inputSlots } from '../../program/liveOps.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import { openProgram } from '../../program/openProgram.js';
import { inScope } from '../../program/scope.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

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
  const { ops, leaves, slots } = program;
  const users = usersOf(program);
  const open = openProgram(core, program);
  const engine = engineOf(core);
  /** By tensor, in the units of ‖·‖². */
  const reached = new Map<number, number>();
  const makers = new Map<number, number>();
  const passed = new Map<Slot, { op: number; square: number }>();
  const slotOf = new Map<number, Slot>();

  function watch(node: TapeNode): void {
    const { gradient, outputs, inputs } = node;
    if (!gradient) return;
    node.gradient = (dys) => {
      dys.forEach((dy, i) => dy && reached.set(outputs[i]!.id, squareOf(dy)));
      const op = makers.get(outputs[0]!.id);
      const gradients = gradient(dys);
      if (op === undefined) return gradients;
      const entries = Object.entries(gradients).map(([name, compute]) => {
        const slot = inputs[name] && slotOf.get(inputs[name].id);
        return [name, slot !== undefined && users[slot]!.length > 1 ? noting(slot, op, compute) : compute] as const;
      });
      return Object.fromEntries(entries);
    };
  }
  /** Of a value that several ops use, what each of them passes on. */
  function noting(slot: Slot, op: number, compute: () => Tensor): () => Tensor {
    return () => {
      const gradient = compute();
      const square = squareOf(gradient);
      const most = passed.get(slot);
      if (!most || !(square <= most.square)) passed.set(slot, { op, square });
      return gradient;
    };
  }

  const made = ops.flatMap((op, i) => op.outputs.map((slot) => ({ slot, op: i })));
  const restore = overrideMethod(engine, 'addTapeNode', (original) => (...node) => {
    original.apply(engine, node);
    const added = engine.state.activeTape?.at(-1);
    if (added && added.outputs === node[2]) watch(added);
  });
  try {
    return inScope(core, () => {
      for (const leaf of leaves) if (leaf.kind === 'variable') slotOf.set(weights[leaf.variable]!.id, leaf.slot);
      const loss = () => {
        const values = open.forward(weights, [...made.map(({ slot }) => slot), program.loss]);
        made.forEach(({ slot, op }, i) => {
          makers.set(values[i]!.id, op);
          slotOf.set(values[i]!.id, slot);
        });
        return values.at(-1)!;
      };
      const { grads } = engine.gradients(loss, [...weights], null, true);
      const outputs = new Float64Array(ops.length);
      for (const [id, square] of reached) {
        const op = makers.get(id);
        if (op !== undefined) outputs[op]! += square;
      }
      return {
        outputs: outputs.map(Math.sqrt),
        variables: Float64Array.from(grads, (gradient) => (gradient ? Math.sqrt(squareOf(gradient)) : 0)),
        strongest: (slot) => passed.get(slot)?.op ?? users[slot]?.[0] ?? null,
      };
    });
  } finally {
    restore();
    open.dispose();
  }

  function usersOf({ ops: list }: LossProgram): number[][] {
    const found: number[][] = slots.map(() => []);
    list.forEach((op, i) => {
      for (const slot of new Set(inputSlots(op))) found[slot]!.push(i);
    });
    return found;
  }
}

/** ‖x‖² in float64. */
function squareOf(x: Tensor): number {
  const values = x.dataSync();
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
