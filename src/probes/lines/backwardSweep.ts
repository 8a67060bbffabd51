/** One backward sweep over a replayed loss, watched: which gradient comes to each op, and which it passes on to each of its inputs. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { engineOf, overrideMethod, type TapeNode } from '../../autodiff/engine.js';
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import { openProgram } from '../../program/openProgram.js';
import { inScope } from '../../program/scope.js';
import type { TensorflowCore } from '../../tensorflow/core.js';

export interface SweepEvents {
  /** The gradients ∂L/∂output of an op have come to it; null: none to this output. `op`: an index into `LossProgram.ops`. */
  reached(op: number, dys: readonly (Tensor | null)[]): void;
  /** Whether `passed` is to be told of a slot. */
  wants(slot: Slot): boolean;
  /** What an op passes on to one of its inputs: a summand of ∂L/∂slot. */
  passed(op: number, slot: Slot, gradient: Tensor): void;
}

/**
 * Functions with a gradient of their own pass on what they passed on in the user's step. `weights`: one tensor a variable, in the program's order.
 * `done` is given ∂L/∂w of each (null: the loss does not depend on it); all tensors are gone when this returns.
 * @throws where the program was refused, or one of its ops has no gradient or no kernel here.
 */
export function sweepBackward<R>(
  core: TensorflowCore,
  program: LossProgram,
  weights: readonly Tensor[],
  events: SweepEvents,
  done: (gradients: readonly (Tensor | null | undefined)[]) => R,
): R {
  const { ops, leaves } = program;
  const open = openProgram(core, program);
  const engine = engineOf(core);
  const makers = new Map<number, number>();
  const slotOf = new Map<number, Slot>();

  function watch(node: TapeNode): void {
    const { gradient, outputs, inputs } = node;
    if (!gradient) return;
    node.gradient = (dys) => {
      const op = outputs.map(({ id }) => makers.get(id)).find((each) => each !== undefined);
      if (op !== undefined) events.reached(op, dys);
      const gradients = gradient(dys);
      if (op === undefined) return gradients;
      const entries = Object.entries(gradients).map(([name, compute]) => {
        const slot = inputs[name] && slotOf.get(inputs[name].id);
        return [name, slot !== undefined && events.wants(slot) ? telling(op, slot, compute) : compute] as const;
      });
      return Object.fromEntries(entries);
    };
  }
  const telling = (op: number, slot: Slot, compute: () => Tensor) => () => {
    const gradient = compute();
    events.passed(op, slot, gradient);
    return gradient;
  };

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
      return done(engine.gradients(loss, [...weights], null, true).grads);
    });
  } finally {
    restore();
    open.dispose();
  }
}
