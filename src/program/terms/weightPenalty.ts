/** Tells a penalty on weights by its ops: λΣ|w|, λΣw², ½Σw², λ/(2m)Σw², λ‖w‖, and the factor that stands before it. */
import { inputSlots } from '../liveOps.js';
import type { LossOp, Slot } from '../lossProgram.js';
import { passedBy, productOf, scaledBy, type Factor, type ProgramReader } from './linearOps.js';
import type { LossTerm } from './lossTerms.js';

export type PenaltyKind = 'l1' | 'l2' | 'norm';

/** One penalty on one weight. */
export interface WeightPenalty {
  kind: PenaltyKind;
  variable: number;
  factors: readonly Factor[];
  /** Elements that a mean divides by; 1: a sum. */
  over: number;
  /** Whether its gradient is −1 where a weight is 0 (`tf.abs`), and not 0. */
  movesZeros: boolean;
}

/** Null: not all of the term is a penalty of a known form. */
export function weightPenalties(reader: ProgramReader, term: LossTerm): WeightPenalty[] | null {
  const found = term.parts.map(({ slot, factors }) => penaltiesAt(reader, slot, factors, reader.size(slot)));
  return found.every((each) => each !== null) ? found.flat() : null;
}

const kernelOf = (op: LossOp | null) => (op?.kind === 'kernel' ? op.kernel : null);

function penaltiesAt(
  reader: ProgramReader,
  slot: Slot,
  factors: readonly Factor[],
  over: number,
): WeightPenalty[] | null {
  const op = reader.maker(slot);
  if (!op || op.kind !== 'kernel') return null;
  const again = (next: Slot, more: readonly Factor[] = [], count = 1) =>
    penaltiesAt(reader, next, [...factors, ...more], over * count);
  const passed = passedBy(reader, op);
  if (passed !== null) return again(passed);
  const scaled = scaledBy(reader, op);
  if (scaled) return again(scaled.slot, [scaled.factor]);
  const [first, second] = inputSlots(op) as [Slot, Slot];
  switch (op.kernel) {
    case 'Sum':
      return again(first);
    case 'Mean':
      return again(first, [], reader.size(first) / reader.size(slot));
    case 'Add':
    case 'AddV2':
    case 'AddN':
    case 'Sub':
    case 'Pack':
    case 'Concat': {
      const parts = inputSlots(op)
        .filter((input) => reader.variables(input).size > 0)
        .map((input, i) => again(input, op.kernel === 'Sub' && i === 1 ? [{ number: -1 }] : []));
      return parts.every((part) => part !== null) ? parts.flat() : null;
    }
    case 'Sqrt': {
      const inside = again(first);
      const isNorm = inside?.every(({ kind, factors: own }) => kind === 'l2' && own.length === factors.length);
      return isNorm ? inside!.map((each) => ({ ...each, kind: 'norm' as const })) : null;
    }
    default: {
      const form = elementwise(reader, op.kernel, first, second);
      if (!form) return null;
      return form.weights.map((variable) => ({ ...form, variable, factors, over }));
    }
  }
}

/** Square and size of weights, as an op on their elements. */
function elementwise(
  reader: ProgramReader,
  kernel: string,
  a: Slot,
  b: Slot,
): { kind: PenaltyKind; weights: number[]; movesZeros: boolean } | null {
  const sized = (slot: Slot) => {
    const op = reader.maker(slot);
    return kernelOf(op) === 'Abs' ? inputSlots(op!)[0]! : slot;
  };
  const of = (kind: PenaltyKind, slot: Slot, movesZeros: boolean) => {
    const weights = weightsAt(reader, slot);
    return weights && { kind, weights, movesZeros };
  };
  if (kernel === 'Square') return of('l2', sized(a), false);
  if (kernel === 'Abs') return of('l1', a, true);
  if (kernel === 'Pow') return reader.constant(b) === 2 ? of('l2', sized(a), false) : null;
  if (kernel !== 'Multiply') return null;
  const [left, right] = [reader.maker(a), reader.maker(b)];
  if (kernelOf(right) === 'Sign' && same(reader, a, inputSlots(right!)[0]!)) return of('l1', a, false);
  if (kernelOf(left) === 'Sign' && same(reader, b, inputSlots(left!)[0]!)) return of('l1', b, false);
  return same(reader, sized(a), sized(b)) ? of('l2', sized(a), false) : null;
}

function same(reader: ProgramReader, a: Slot, b: Slot): boolean {
  const [left, right] = [weightsAt(reader, a), weightsAt(reader, b)];
  return left !== null && right !== null && left.join() === right.join();
}

/** The variables whose elements a slot holds; null: it holds something else. */
function weightsAt(reader: ProgramReader, slot: Slot): number[] | null {
  const variable = reader.variableAt(slot);
  if (variable !== null) return [variable];
  const op = reader.maker(slot);
  if (kernelOf(op) === 'Concat' || kernelOf(op) === 'Pack') {
    const parts = inputSlots(op!).map((input) => weightsAt(reader, input));
    return parts.every((part) => part !== null) ? parts.flat() : null;
  }
  const moved = kernelOf(op) === 'Transpose' ? inputSlots(op!)[0]! : passedBy(reader, op);
  return moved === null ? null : weightsAt(reader, moved);
}

export interface PenaltyForm {
  /** As it stands in the program, with λ for what is known: `λ Σw²`, `½ Σw²`, `λ/(2m) Σw², m = 64`. */
  formula: string;
  /** By kind; λ null: not the same for all weights. */
  penalties: { kind: PenaltyKind; lambda: number | null }[];
  /** Variables whose elements at 0 the gradient moves. */
  movesZeros: number[];
}

const SUMS: Record<PenaltyKind, string> = { l1: 'Σ|w|', l2: 'Σw²', norm: '‖w‖' };
const MEANS: Record<PenaltyKind, string> = { l1: 'mean |w|', l2: 'mean w²', norm: '√mean w²' };

/** What a term's penalties are together; null: it is none of a known form. */
export function penaltyForm(reader: ProgramReader, term: LossTerm): PenaltyForm | null {
  const found = weightPenalties(reader, term);
  if (!found || found.length === 0) return null;
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort();
  const forms = kinds.map((kind) => {
    const members = found.filter((each) => each.kind === kind);
    const all = members.map((member) => formOf(reader, member));
    const [first] = all as [ReturnType<typeof formOf>];
    const agree = all.every(
      ({ text, lambda }) => text === first.text && Math.abs(lambda - first.lambda) <= 1e-6 * Math.abs(lambda),
    );
    return agree ? { kind, ...first } : { kind, text: `λᵢ ${SUMS[kind]}`, lambda: null };
  });
  return {
    formula:
      forms.length === 1
        ? forms[0]!.text
        : forms.map(({ kind, text }) => text.replace('λ', `λ${kind === 'l1' ? '₁' : '₂'}`)).join(' + '),
    penalties: forms.map(({ kind, lambda }) => ({ kind, lambda })),
    movesZeros: [...new Set(found.filter(({ movesZeros }) => movesZeros).map(({ variable }) => variable))],
  };
}

/** As the program has it: the shortest decimal number that float32 rounds to the same. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}

/** Halves and the number of samples are told from λ where they are factors of their own, or divide. */
function formOf(reader: ProgramReader, { kind, factors, over }: WeightPenalty): { text: string; lambda: number } {
  const m = reader.program.batchSize;
  let [lambda, half, perSample, others] = [1, false, false, 0];
  for (const factor of factors) {
    const value = productOf(reader, [factor]);
    // A single number that it is multiplied by is λ, also where it happens to be one over the batch.
    const isDivision = ('inverse' in factor && factor.inverse) || factors.length > 1;
    const isOver = (count: number) => isDivision && Math.abs(value * count - 1) < 1e-6;
    if (!half && isOver(2)) half = true;
    else if (!perSample && m !== null && m > 1 && isOver(m)) perSample = true;
    else if (!half && !perSample && m !== null && m > 1 && isOver(2 * m)) half = perSample = true;
    else {
      lambda *= shortest(value);
      others++;
    }
  }
  const sum = over > 1 ? MEANS[kind] : SUMS[kind];
  const numerator = others > 0 ? 'λ' : '1';
  const divided = perSample
    ? `${numerator}/${half ? '(2m)' : 'm'}`
    : half
      ? others > 0
        ? 'λ/2'
        : '½'
      : others > 0
        ? 'λ'
        : '';
  return { text: `${divided} ${sum}`.trim() + (perSample ? `, m = ${m}` : ''), lambda };
}
