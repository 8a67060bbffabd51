/** Ops at the root of a loss that are linear in what they are given: sums, factors, and what only passes a value on. */
import { inputSlots, kernelOps } from '../liveOps.js';
import type { KernelOp, LossOp, LossProgram, Slot } from '../lossProgram.js';

/** What a value is multiplied by: a leaf of one number, or one over it, or a number that an op itself stands for. */
export type Factor = { slot: Slot; inverse: boolean } | { number: number };

export interface ProgramReader {
  readonly program: LossProgram;
  /** Null: a leaf. */
  maker(slot: Slot): LossOp | null;
  size(slot: Slot): number;
  /** The variable whose leaf this is; null: none. */
  variableAt(slot: Slot): number | null;
  /** Trainable variables that a slot depends on. */
  variables(slot: Slot): ReadonlySet<number>;
  /** Leaves of data of more than one number that it depends on. */
  data(slot: Slot): ReadonlySet<Slot>;
  /** Its value, where it is a constant of one number; else null. */
  constant(slot: Slot): number | null;
}

const NONE: ReadonlySet<number> = new Set();

export function programReader(program: LossProgram): ProgramReader {
  const makers = new Map<Slot, LossOp>();
  const leaves = new Map(program.leaves.map((leaf) => [leaf.slot, leaf]));
  const variables = new Map<Slot, ReadonlySet<number>>();
  const data = new Map<Slot, ReadonlySet<Slot>>();
  const size = (slot: Slot) => program.slots[slot]!.shape.reduce((product, length) => product * length, 1);
  for (const leaf of program.leaves) {
    if (leaf.kind === 'variable') variables.set(leaf.slot, new Set([leaf.variable]));
    else if (leaf.kind === 'data' && size(leaf.slot) > 1) data.set(leaf.slot, new Set([leaf.slot]));
  }
  for (const op of program.ops) {
    const inputs = [...inputSlots(op), ...insideOf(op)];
    const [reached, fed] = [union(inputs, variables), union(inputs, data)];
    for (const slot of op.kind === 'customGradient' ? [...op.outputs, ...op.exposed] : op.outputs) {
      makers.set(slot, op);
      variables.set(slot, reached);
      data.set(slot, fed);
    }
  }
  return {
    program,
    size,
    maker: (slot) => makers.get(slot) ?? null,
    variableAt(slot) {
      const leaf = leaves.get(slot);
      return leaf?.kind === 'variable' ? leaf.variable : null;
    },
    variables: (slot) => variables.get(slot) ?? NONE,
    data: (slot) => data.get(slot) ?? NONE,
    constant(slot) {
      const leaf = leaves.get(slot);
      return leaf && leaf.kind !== 'variable' && leaf.values.length === 1 ? leaf.values[0]! : null;
    },
  };
}

/** What the ops inside of a function with a gradient of its own take. */
function insideOf(op: LossOp): Slot[] {
  return op.kind === 'customGradient' ? [...kernelOps(op.forward)].flatMap(inputSlots) : [];
}

function union(slots: readonly Slot[], sets: ReadonlyMap<Slot, ReadonlySet<number>>): ReadonlySet<number> {
  const known = slots.map((slot) => sets.get(slot)).filter((set) => set !== undefined && set.size > 0);
  const [first, ...others] = new Set(known) as ReadonlySet<ReadonlySet<number>>;
  if (!first || others.length === 0) return first ?? NONE;
  return new Set([...first, ...others.flatMap((set) => [...set])]);
}

/** Kernels that change no value: what goes in comes out, in another shape or dtype. */
const PASSING = new Set(['Identity', 'Reshape', 'Cast', 'ExpandDims', 'Squeeze']);
/** Of a single number they are nothing. */
const REDUCING = new Set(['Sum', 'Mean', 'Max', 'Min', 'Prod']);

const isKernel = (op: LossOp | null): op is KernelOp => op?.kind === 'kernel';

/** What an op passes on unchanged; null: it does something. */
export function passedBy(reader: ProgramReader, op: LossOp | null): Slot | null {
  if (!isKernel(op)) return null;
  const [input] = inputSlots(op);
  if (PASSING.has(op.kernel)) return input!;
  return REDUCING.has(op.kernel) && reader.size(input!) === 1 ? input! : null;
}

/** The value that an op multiplies by constants, and these; null: it does not. */
export function scaledBy(reader: ProgramReader, op: LossOp | null): { slot: Slot; factor: Factor } | null {
  if (!isKernel(op)) return null;
  const [a, b] = inputSlots(op) as [Slot, Slot];
  if (op.kernel === 'Neg') return { slot: a, factor: { number: -1 } };
  const isConstant = (slot: Slot) => reader.constant(slot) !== null;
  if (op.kernel === 'RealDiv') return isConstant(b) ? { slot: a, factor: { slot: b, inverse: true } } : null;
  if (op.kernel !== 'Multiply') return null;
  if (isConstant(b)) return { slot: a, factor: { slot: b, inverse: false } };
  return isConstant(a) ? { slot: b, factor: { slot: a, inverse: false } } : null;
}

/** An operand of a sum: its value is the mean of the slot's elements, times the factor. */
export interface Operand {
  slot: Slot;
  factor: Factor | null;
}

/** The operands of a sum whose value is a single number, each with what it is multiplied by; null: it is none. */
export function summedBy(reader: ProgramReader, op: LossOp | null): Operand[] | null {
  if (!isKernel(op) || reader.size(op.outputs[0]!) !== 1) return null;
  const inputs = inputSlots(op);
  if (SUMS.has(op.kernel)) {
    return inputs.map((slot, i) => ({ slot, factor: op.kernel === 'Sub' && i === 1 ? { number: -1 } : null }));
  }
  if (op.kernel !== 'Sum' && op.kernel !== 'Mean') return null;
  // Numbers that were put into one tensor: tf.stack([a, b]).sum().
  const list = reader.maker(inputs[0]!);
  const spread = spreadOver(reader, inputs[0]!, op.kernel);
  if (spread) return spread;
  if (!isKernel(list) || !['Pack', 'Concat'].includes(list.kernel)) return null;
  const slots = inputSlots(list);
  if (slots.some((slot) => reader.size(slot) !== 1)) return null;
  return slots.map((slot) => ({ slot, factor: op.kernel === 'Mean' ? { number: 1 / slots.length } : null }));
}

/** A penalty that was added to the loss of each sample, and then goes through their sum or mean: `loss` functions of `compile` return such values. */
function spreadOver(reader: ProgramReader, slot: Slot, reduced: 'Sum' | 'Mean'): Operand[] | null {
  let at = slot;
  for (let op = reader.maker(at); isKernel(op) && PASSING.has(op.kernel); op = reader.maker(at))
    at = inputSlots(op)[0]!;
  const op = reader.maker(at);
  if (!isKernel(op) || !SUMS.has(op.kernel)) return null;
  const inputs = inputSlots(op);
  // A bias that is added to each sample is no term.
  const isTerm = (input: Slot) => reader.size(input) === 1 && reader.variables(input).size > 0 && reader.maker(input);
  if (!inputs.some(isTerm)) return null;
  const count = reduced === 'Sum' ? reader.size(at) : 1;
  return inputs.map((input, i) => {
    const number = count * (op.kernel === 'Sub' && i === 1 ? -1 : 1);
    return { slot: input, factor: number === 1 ? null : { number } };
  });
}

const SUMS = new Set(['Add', 'AddV2', 'AddN', 'Sub']);

/** The product of constants as they are in a program. */
export function productOf(reader: ProgramReader, factors: readonly Factor[]): number {
  return factors.reduce((product, factor) => {
    if ('number' in factor) return product * factor.number;
    const value = reader.constant(factor.slot) ?? NaN;
    return factor.inverse ? product / value : product * value;
  }, 1);
}
