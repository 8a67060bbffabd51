/** What each term of a loss is: a penalty or the data's, whose, in which formula and with which λ. */
import type { LossProgram, Slot } from '../../program/lossProgram.js';
import { programReader, type ProgramReader } from '../../program/terms/linearOps.js';
import type { LossTerm } from '../../program/terms/lossTerms.js';
import { penaltyForm, type PenaltyForm } from '../../program/terms/weightPenalty.js';
import type { TermInfo } from '../../protocol/records.js';
import type { TermDescription } from '../../protocol/terms.js';

export interface DescribedTerm {
  term: LossTerm;
  description: TermDescription;
  isData: boolean;
  /** Variables whose elements at 0 its gradient moves. */
  movesZeros: readonly number[];
}

export interface DescribedTerms {
  terms: DescribedTerm[];
  /** Declared penalties that are no part of the loss. */
  undeclared: TermInfo[];
}

/** @param declared regularizers of the training's layers */
export function describeTerms(
  program: LossProgram,
  found: readonly LossTerm[],
  declared: readonly TermInfo[],
): DescribedTerms {
  const reader = programReader(program);
  const { terms, left } = matchDeclared(program, found, declared);
  const forms = terms.map(({ term }) => (term.of === 'weights' ? penaltyForm(reader, term) : null));
  const penalties = terms.map(
    ({ term, info }, i) => info !== null || term.form !== null || isPenalty(reader, term, found, forms[i]!),
  );
  // A function of the weights alone has no data: then what is of no known form stands for them.
  if (penalties.every((each) => each)) penalties[Math.max(0, forms.indexOf(null))] = false;
  const isOnly = terms.length === 1;
  const names = new Map<string, number>();
  return {
    terms: terms.map(({ term, info }, i) => {
      const isData = !penalties[i];
      const form = isData ? null : forms[i]!;
      const base = info?.name ?? term.name ?? (isOnly ? 'total' : unnamed(term, isData, form));
      const count = (names.get(base) ?? 0) + 1;
      names.set(base, count);
      const ofLibrary = term.form && [{ kind: term.name!, lambda: term.form.lambda }];
      const kinds = ofLibrary ?? form?.penalties ?? info?.penalties ?? [];
      // As the recorded step had it, which may be another than at the start.
      const lambda = kinds.length === 1 ? kinds[0]!.lambda : null;
      const description: TermDescription = {
        name: count > 1 ? `${base} (${form?.penalties.map(({ kind }) => kind).join(' and ') ?? count})` : base,
        kind: isData ? 'data' : 'penalty',
        layer: info?.layer ?? null,
        file: info?.file ?? term.source?.file ?? null,
        line: info?.line ?? term.source?.line ?? null,
        formula: term.form?.formula ?? form?.formula ?? null,
        lambda,
        variables: [...term.variables].sort((a, b) => a - b),
        penalties: isData ? [] : kinds.map(({ kind }) => kind),
      };
      return { term, description, isData, movesZeros: form?.movesZeros ?? [] };
    }),
    undeclared: left,
  };
}

const unnamed = ({ source }: LossTerm, isData: boolean, form: PenaltyForm | null) =>
  source
    ? `line ${source.line}`
    : isData
      ? 'data'
      : (form?.penalties.map(({ kind }) => kind).join(' and ') ?? 'penalty');

/** Of the weights alone, or of less than another term is of: the inputs without the labels. */
function isPenalty(reader: ProgramReader, term: LossTerm, all: readonly LossTerm[], form: PenaltyForm | null): boolean {
  if (term.of === 'weights') return form !== null || all.some(({ of }) => of === 'data');
  const own = batchOf(reader, term);
  return all.some((other) => {
    const others = batchOf(reader, other);
    return others.size > own.size && [...own].every((slot) => others.has(slot));
  });
}

function batchOf({ program }: ProgramReader, { data }: LossTerm): Set<Slot> {
  const isBatch = new Set(
    program.leaves.flatMap((leaf) => (leaf.kind === 'data' && leaf.fromOutside ? [leaf.slot] : [])),
  );
  return new Set([...data].filter((slot) => isBatch.has(slot)));
}

type Matched = { term: LossTerm; info: TermInfo | null };

/**
 * Layers add their penalties behind the loss of the data, without a line of the user: those on a weight are told by it, others come in
 * the order in which they are declared.
 */
function matchDeclared(
  { variables }: LossProgram,
  found: readonly LossTerm[],
  declared: readonly TermInfo[],
): { terms: Matched[]; left: TermInfo[] } {
  const rows = new Map(variables.map(({ name }, row) => [name, row]));
  const isLayers = ({ name, source }: LossTerm) => name === null && source === null;
  const taken = new Map<LossTerm, TermInfo>();
  for (const info of declared) {
    const row = rows.get(info.name);
    for (const term of found) {
      const isOn = row !== undefined && term.variables.size === 1 && term.variables.has(row);
      if (isOn && term.of === 'weights' && term.name === null && !taken.has(term)) taken.set(term, info);
    }
  }
  const [, ...behind] = found.filter((term) => isLayers(term) && !taken.has(term));
  const others = declared.filter(({ name }) => !rows.has(name));
  others.forEach((info, i) => behind[i] && taken.set(behind[i], info));
  const known = new Set(taken.values());
  const left = declared.filter((info) => !known.has(info));
  const terms: Matched[] = [];
  for (const term of found) {
    const info = taken.get(term) ?? null;
    // The outputs of a model each add a loss without a line: together they are the data's.
    const same = terms.find(
      (each) => (info ? each.info === info : isLayers(term) && isLayers(each.term)) && each.term.of === term.of,
    );
    if (same) same.term = joined(same.term, term);
    else terms.push({ term, info });
  }
  return { terms, left };
}

const joined = (a: LossTerm, b: LossTerm): LossTerm => ({
  ...a,
  parts: [...a.parts, ...b.parts],
  variables: new Set([...a.variables, ...b.variables]),
  data: new Set([...a.data, ...b.data]),
});
