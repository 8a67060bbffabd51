/**
 * The terms of a loss: the summands at the root of its program. A sum is taken apart where its operands are single numbers; factors that
 * stand before a sum go to each of its operands. What is written as one (a named penalty on several weights) stays one.
 */
import type { TermForm } from '../../protocol/library.js';
import type { LossOp, LossProgram, NamedSlot, Slot, SourceLine } from '../lossProgram.js';
import { passedBy, programReader, scaledBy, summedBy, type Factor, type ProgramReader } from './linearOps.js';

/** A part of a term: the mean of the elements of `slot`, which mostly is one, times its factors. */
export interface TermPart {
  slot: Slot;
  factors: readonly Factor[];
}

export interface LossTerm {
  /** Its value is the sum of its parts. */
  parts: readonly TermPart[];
  /** The user's variable that holds it; null: none does, or it is not known. */
  name: string | null;
  /** Where that is written, else the line on which it is computed. */
  source: SourceLine | null;
  /** Trainable variables that it depends on. */
  variables: ReadonlySet<number>;
  /** `weights`: it depends on no data of more than one number. */
  of: 'weights' | 'data';
  /** Leaves of data of more than one number that it depends on. */
  data: ReadonlySet<Slot>;
  /** As the library says it of a penalty of its own. */
  form: TermForm | null;
}

/** Where the result of an op is assigned to a variable of the user. */
export interface NamedPlace extends SourceLine {
  name: string;
}

/** The likeliest first. */
export type NamesOf = (op: LossOp) => readonly NamedPlace[];

interface Found extends TermPart {
  name: string | null;
  form: TermForm | null;
  source: SourceLine | null;
}

/** In the order in which the program adds them; one where the loss is no sum. */
export function lossTerms(program: LossProgram, namesOf: NamesOf = () => []): LossTerm[] {
  const reader = programReader(program);
  const given = new Map(program.named.map((named) => [named.slot, named]));
  const found: Found[] = [];
  const isOfData = (slot: Slot) => reader.data(slot).size > 0;

  /** The ops from a slot down to the one that computes it: those on the way pass it on, or scale it. */
  function wayTo(slot: Slot): { ops: LossOp[]; base: Slot; isScaled: boolean } {
    const ops: LossOp[] = [];
    let isScaled = false;
    for (let at = slot; ;) {
      const op = reader.maker(at);
      if (!op) return { ops, base: at, isScaled };
      ops.push(op);
      const scaled = scaledBy(reader, op);
      const next = passedBy(reader, op) ?? scaled?.slot ?? null;
      if (next === null) return { ops, base: at, isScaled };
      isScaled ||= scaled !== null;
      at = next;
    }
  }

  function nameOf(slot: Slot, joins: ReadonlySet<string>): NamedPlace | null {
    for (const op of wayTo(slot).ops) {
      const place = namesOf(op).find(({ name }) => !joins.has(name));
      if (place) return place;
    }
    return null;
  }

  /** Whether what a slot holds is a sum that was written as several terms. */
  function isApart(slot: Slot, joins: ReadonlySet<string>): boolean {
    const { base, isScaled } = wayTo(slot);
    const op = reader.maker(base);
    if (!summedBy(reader, op)) return false;
    if (slot === program.loss || isOfData(base)) return true;
    return !isScaled && op?.kind === 'kernel' && op.kernel !== 'AddN' && nameOf(slot, joins) === null;
  }

  function visit(slot: Slot, factors: readonly Factor[], joins: ReadonlySet<string>): void {
    if (reader.variables(slot).size === 0) return;
    const own = namedAt(slot);
    if (own !== null || !isApart(slot, joins)) {
      const place = nameOf(slot, joins);
      const source = place ?? wayTo(slot).ops.find((op) => op.source)?.source ?? null;
      found.push({ slot, factors, name: own?.name ?? place?.name ?? null, form: own?.form ?? null, source });
      return;
    }
    const { ops, base } = wayTo(slot);
    const scales = ops.flatMap((op) => scaledBy(reader, op)?.factor ?? []);
    const inner = new Set([...joins, ...ops.flatMap((op) => namesOf(op).map(({ name }) => name))]);
    for (const { slot: operand, factor } of summedBy(reader, reader.maker(base))!) {
      visit(operand, [...factors, ...scales, ...(factor ? [factor] : [])], inner);
    }
  }

  function namedAt(slot: Slot): NamedSlot | null {
    for (let at: Slot | null = slot; at !== null; at = passedBy(reader, reader.maker(at))) {
      const named = given.get(at);
      if (named) return named;
    }
    return null;
  }

  visit(program.loss, [], new Set());
  if (found.length < 2) {
    const [only] = found;
    const own = only?.slot === program.loss ? namedAt(program.loss) : null;
    const whole = { slot: program.loss, factors: [], name: own?.name ?? null, form: own?.form ?? null };
    return [termOf(reader, [{ ...whole, source: only?.source ?? null }])];
  }
  return grouped(reader, found).map((parts) => termOf(reader, parts));
}

/** Parts that the program writes as one: of one name, or of one line. Penalties and data stay apart. */
function grouped(reader: ProgramReader, found: readonly Found[]): Found[][] {
  const groups = new Map<string, Found[]>();
  found.forEach((part, i) => {
    const { name, source } = part;
    const where = name ?? (source && `${source.file}:${source.line}`) ?? `part ${i}`;
    const key = `${reader.data(part.slot).size > 0 ? 'data' : 'weights'} ${where}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  });
  return [...groups.values()];
}

function termOf(reader: ProgramReader, parts: readonly Found[]): LossTerm {
  const data = new Set(parts.flatMap(({ slot }) => [...reader.data(slot)]));
  return {
    parts: parts.map(({ slot, factors }) => ({ slot, factors })),
    name: parts[0]!.name,
    source: parts[0]!.source,
    form: parts[0]!.form,
    variables: new Set(parts.flatMap(({ slot }) => [...reader.variables(slot)])),
    of: data.size > 0 ? 'data' : 'weights',
    data,
  };
}
