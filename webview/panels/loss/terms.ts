/** The terms of a loss as the charts show them: declared penalties by kind, and what they leave for the data. */
import type { TrainingHead, TrainingSeries } from '../../../src/protocol/inspector.js';
import type { TermInfo } from '../../../src/protocol/records.js';
import type { PaintRole } from '../../charts/palette.js';
import { remainder } from '../../charts/stack.js';

export interface TermGroup {
  /** `l2`, `l1`, `l1 and l2` or the name of another term. */
  name: string;
  role: PaintRole;
  dashed: boolean;
  /** Indices into the training's terms. */
  members: readonly number[];
}

/** Calls of TensorFlow.js that add every declared penalty to the loss; elsewhere that is up to the program. */
const ADDS_PENALTIES = new Set(['fit', 'fitDataset', 'trainOnBatch']);

/** Terms of one kind are drawn as one. */
export function termGroups(terms: readonly TermInfo[]): TermGroup[] {
  const groups = new Map<string, number[]>();
  terms.forEach((term, i) => {
    const name = kindOf(term);
    groups.set(name, [...(groups.get(name) ?? []), i]);
  });
  const order = (name: string) => (name === 'l2' ? 0 : name === 'l1' ? 1 : 2);
  return [...groups]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([name, members], i) => {
      const first = name === 'l2' || (i === 0 && name !== 'l1');
      return { name, members, role: first ? 'penalty-first' : 'penalty-second', dashed: !first };
    });
}

function kindOf(term: TermInfo): string {
  const kinds = [...new Set(term.penalties.map(({ kind }) => kind))].sort();
  return kinds.length ? kinds.join(' and ') : term.name;
}

/** Sum of a group over the buckets; NaN where one of its terms was not measured. */
export function groupValues(group: TermGroup, series: TrainingSeries): Float64Array {
  const sums = new Float64Array(series.buckets);
  for (const term of group.members)
    for (let b = 0; b < sums.length; b++) sums[b] = sums[b]! + (series.terms[term * series.buckets + b] ?? NaN);
  return sums;
}

/** The data term over the buckets; null where it is not known that the loss holds the penalties. */
export function dataValues(head: TrainingHead, series: TrainingSeries): Float64Array | null {
  if (!knowsData(head)) return null;
  const rows = head.terms.map((_, term) => series.terms.subarray(term * series.buckets, (term + 1) * series.buckets));
  return remainder(series.lossLast, rows);
}

export function knowsData(head: TrainingHead): boolean {
  return head.terms.length > 0 && ADDS_PENALTIES.has(head.callee.split('.').at(-1)!);
}

/** Sum of a group's exact readings at a step. */
export function groupReading(group: TermGroup, terms: readonly (number | null)[]): number | null {
  return group.members.reduce<number | null>((sum, term) => {
    const value = terms[term] ?? null;
    return sum === null || value === null ? null : sum + value;
  }, 0);
}
