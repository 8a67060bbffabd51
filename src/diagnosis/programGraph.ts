/** Questions about a loss program as a graph: who makes a slot, who uses it, what lies between it and the loss. */
import type { DataLeaf, KernelOp, Leaf, LossOp, LossProgram, Slot } from '../program/lossProgram.js';

export interface ProgramGraph {
  readonly program: LossProgram;
  /** The op that makes a slot; null: a leaf. */
  maker(slot: Slot): LossOp | null;
  leaf(slot: Slot): Leaf | null;
  users(slot: Slot): readonly LossOp[];
  /** The slot's value where ops that only pass on or rearrange (Identity, Reshape, Cast, ExpandDims, Squeeze, …) are gone through. */
  origin(slot: Slot): Slot;
  /** Indices of the trainable variables that a slot depends on. */
  variables(slot: Slot): ReadonlySet<number>;
  /** Whether the loss depends on this variable. */
  reaches(variable: number): boolean;
  /** All ops, those inside of groups too, in the order in which they ran. */
  readonly allOps: readonly LossOp[];
  /** Data leaves that existed before the forward pass: the batch. */
  readonly batch: readonly DataLeaf[];
}

/** Kernels that change no value: what goes in comes out, in another shape, order or dtype. */
const PASSING = new Set(['Identity', 'Reshape', 'Cast', 'ExpandDims', 'Squeeze', 'Transpose']);

export const inputsOf = (op: LossOp): Slot[] =>
  op.kind === 'customGradient' || Array.isArray(op.inputs) ? [...(op.inputs as Slot[])] : Object.values(op.inputs);

export const isKernel = (op: LossOp | null, ...names: string[]): op is KernelOp =>
  op?.kind === 'kernel' && names.includes(op.kernel);

export function programGraph(program: LossProgram): ProgramGraph {
  const makers = new Map<Slot, LossOp>();
  const users = new Map<Slot, LossOp[]>();
  const leaves = new Map(program.leaves.map((leaf) => [leaf.slot, leaf]));
  const variables = new Map<Slot, Set<number>>();
  for (const leaf of program.leaves) if (leaf.kind === 'variable') variables.set(leaf.slot, new Set([leaf.variable]));
  for (const op of program.ops) {
    const reached = new Set<number>();
    for (const slot of inputsOf(op)) {
      users.set(slot, [...(users.get(slot) ?? []), op]);
      for (const variable of variables.get(slot) ?? []) reached.add(variable);
    }
    for (const slot of op.outputs) {
      makers.set(slot, op);
      variables.set(slot, reached);
    }
  }
  const maker = (slot: Slot) => makers.get(slot) ?? null;
  return {
    program,
    maker,
    leaf: (slot) => leaves.get(slot) ?? null,
    users: (slot) => users.get(slot) ?? [],
    origin(slot) {
      let at = slot;
      for (let op = maker(at); isKernel(op, ...PASSING); op = maker(at)) at = inputsOf(op)[0]!;
      return at;
    },
    variables: (slot) => variables.get(slot) ?? NONE,
    reaches: (variable) => variables.get(program.loss)?.has(variable) ?? false,
    allOps: flatten(program.ops),
    batch: program.leaves.filter((leaf): leaf is DataLeaf => leaf.kind === 'data' && !leaf.inside),
  };
}

const NONE: ReadonlySet<number> = new Set();

function flatten(ops: readonly LossOp[]): LossOp[] {
  return ops.flatMap((op) => (op.kind === 'customGradient' ? [op, ...flatten(op.forward)] : [op]));
}
