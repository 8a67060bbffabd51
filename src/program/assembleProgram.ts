/** Makes the loss program of what was recorded: the live ops, the leaves with their values. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { batchSizeOf } from './batchSize.js';
import type { HeldData } from './heldData.js';
import { keepLive, kernelOps } from './liveOps.js';
import type {
  Leaf,
  LossOp,
  LossProgram,
  NamedSlot,
  OpSource,
  Refusal,
  Slot,
  UntrainedVariable,
  Values,
} from './lossProgram.js';
import { refusal, tooLarge } from './refusals.js';
import { unusedResults } from './unusedResults.js';
import { structureOf } from './signature.js';
import type { OpenLeaf, SlotBook } from './slotBook.js';

export interface Recorded {
  book: SlotBook;
  held: HeldData;
  root: LossOp[];
  loss: Slot | null;
  /** Kernels that ran during the forward pass and could have been recorded. */
  seen: number;
  /** Reads of values, each with the number of leaves that were known then. */
  reads: readonly { source: OpSource | null; leaves: number }[];
  named: readonly NamedSlot[];
  untrained: UntrainedVariable[];
  problem: Refusal | null;
  problems: ReadonlyMap<LossOp, Refusal>;
  xs: readonly Tensor[];
  variables: readonly { tensor: Tensor; name: string }[];
  largestLeaf: number;
}

export function assembleProgram(recorded: Recorded): LossProgram {
  const { book, held, root, loss, reads, variables } = recorded;
  let refused = recorded.problem;
  const live = new Set<Slot>(loss === null ? [] : [loss]);
  const ops = loss === null ? root : keepLive(root, live);
  for (const op of kernelOps(ops, true)) refused ??= recorded.problems.get(op) ?? null;
  const open = loss === null ? [] : book.leaves.filter(({ slot }) => live.has(slot));
  const indexOf = new Map(variables.map(({ tensor }, index) => [tensor.id, index]));
  const variableOf = (index: number) => indexOf.get(recorded.xs[index]!.id);

  const leaves = open.map((leaf): Leaf => {
    if (leaf.kind === 'variable') {
      const variable = variableOf(leaf.index);
      if (variable === undefined) throw new Error('The loss depends on a variable that the training does not have.');
      return { kind: 'variable', slot: leaf.slot, variable };
    }
    const values = refused ? NOTHING : read(leaf);
    if (leaf.kind === 'state') return { kind: 'state', slot: leaf.slot, name: leaf.name, values };
    const { slot, source, kernel, inside, fromOutside } = leaf;
    const afterRead = inside && reads.length > 0 && book.leaves.indexOf(leaf) >= reads[0]!.leaves;
    return { kind: 'data', slot, values, source, kernel, inside, fromOutside, afterRead, change: 'unknown' };
  });

  function read({ slot, kernel, source }: OpenLeaf): Values {
    const large = tooLarge(book.slots[slot]!, recorded.largestLeaf);
    if (large) {
      refused = refusal('leaf too large', kernel, source, large);
      return NOTHING;
    }
    try {
      return held.read(slot);
    } catch (error) {
      const why = `the values of an input cannot be read now (${(error as Error).message})`;
      refused ??= refusal('values cannot be read', kernel, source, why);
      return NOTHING;
    }
  }

  const kept = countOps(ops);
  const program: Omit<LossProgram, 'signature'> = {
    variables: variables.map(({ tensor, name }) => ({ name, shape: tensor.shape.slice(), size: tensor.size })),
    slots: book.slots,
    leaves,
    ops,
    loss: loss ?? -1,
    pruned: Math.max(0, recorded.seen - kept),
    batchSize: batchSizeOf(leaves, book.slots),
    unused: loss === null ? [] : unusedResults(root, ops, book, loss),
    named: recorded.named.filter(({ slot }) => live.has(slot)),
    untrained: recorded.untrained,
    reads: reads.map(({ source }) => ({ source })),
    notTheDerivative: [],
    refused,
  };
  return { signature: structureOf(program), ...program };
}

const NOTHING = new Float32Array(0);

function countOps(ops: readonly LossOp[]): number {
  return ops.reduce((sum, op) => sum + (op.kind === 'kernel' ? 1 : countOps(op.forward)), 0);
}
