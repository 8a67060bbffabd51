/**
 * A loss program on the first samples of its batch. Which numbers of a program stand for the batch is not written in it, so a
 * slice is a guess that must be held against the whole (`kindOf` in probeParts.ts).
 */
import type { Attributes, LossOp, LossProgram, Slot, Values } from '../../program/lossProgram.js';

/** Samples `from` to `to`; null where the batch cannot be told, or is not longer. */
export function sliceProgram(program: LossProgram, from: number, to: number): LossProgram | null {
  const { batchSize } = program;
  if (batchSize === null || to > batchSize || (from === 0 && to === batchSize)) return null;
  const count = to - from;
  const slots = program.slots.map((slot) => ({ ...slot }));
  const batched = new Set<Slot>();
  const leaves = program.leaves.map((leaf) => {
    if (leaf.kind !== 'data') return leaf;
    const { shape } = slots[leaf.slot]!;
    // Before the batch there can be only lengths of one: a matrix product puts one there.
    const axis = shape.findIndex((length) => length !== 1);
    if (shape[axis] === batchSize) {
      batched.add(leaf.slot);
      const row = leaf.values.length / batchSize;
      slots[leaf.slot]!.shape = shape.with(axis, count);
      return { ...leaf, values: leaf.values.slice(from * row, to * row) };
    }
    // The number of summands of a mean, made in JavaScript.
    const [size] = leaf.values;
    const counts = shape.length === 0 && leaf.inside && size! > 0 && size! % batchSize === 0;
    return counts ? { ...leaf, values: scaled(leaf.values, count / batchSize) } : leaf;
  });
  return {
    ...program,
    signature: `${program.signature} samples ${from} to ${to}`,
    batchSize: count,
    slots,
    leaves,
    ops: program.ops.map((op) => sliceOp(op, batched, batchSize, count)),
  };
}

function sliceOp(op: LossOp, batched: Set<Slot>, whole: number, count: number): LossOp {
  const inputs = Object.values(op.inputs) as Slot[];
  const reached = inputs.some((slot) => batched.has(slot));
  if (op.kind === 'kernel') {
    if (!reached) return op;
    for (const slot of op.outputs) batched.add(slot);
    return { ...op, attributes: op.attributes && sliceAttributes(op.attributes, whole, count) };
  }
  const inner = (ops: LossOp[]) => ops.map((each) => sliceOp(each, batched, whole, count));
  const forward = inner(op.forward);
  if (reached) batched.add(op.outputs[0]);
  const backward = op.backward && backwardOf(op, batched, inner);
  return { ...op, forward, backward };
}

function backwardOf(
  { saved, backward }: Extract<LossOp, { kind: 'customGradient' }>,
  batched: Set<Slot>,
  inner: (ops: LossOp[]) => LossOp[],
) {
  const { dy, saved: kept, ops } = backward!;
  batched.add(dy);
  saved.forEach((slot, i) => {
    if (batched.has(slot)) batched.add(kept[i]!);
  });
  return { ...backward!, ops: inner(ops) };
}

/** Shapes and sizes whose first length is the batch, or the batch times something. */
function sliceAttributes(attributes: Attributes, whole: number, count: number): Attributes {
  const names = ['shape', 'size', 'inputShape', 'outputShape', 'dims'];
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      if (!names.includes(name) || !Array.isArray(value)) return [name, value];
      const lengths = value as number[];
      // As above.
      const at = lengths.findIndex((length) => length !== 1);
      const length = lengths[at];
      if (length === undefined || length <= 0 || length % whole !== 0) return [name, value];
      return [name, lengths.with(at, (length / whole) * count)];
    }),
  );
}

function scaled(values: Values, factor: number): Values {
  const copy = values.slice();
  copy[0] = copy[0]! * factor;
  return copy;
}
