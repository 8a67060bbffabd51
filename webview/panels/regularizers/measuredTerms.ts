/** The measured terms as the charts show them: the data's, and the penalties by kind, each with its look. */
import type { TrainingHead } from '../../../src/protocol/inspector.js';
import type { TermDescription, TermsSeries } from '../../../src/protocol/terms.js';
import { columnExtents } from '../../charts/columnExtents.js';
import type { PaintRole } from '../../charts/palette.js';

export interface MeasuredGroup {
  /** `l2`, `l1`, or the name of another term. */
  name: string;
  kind: TermDescription['kind'];
  role: PaintRole;
  /** Null: a solid line. */
  dash: readonly number[] | null;
  /** Indices into the series' terms. */
  members: readonly number[];
}

/** Told apart by colour and by dashes; of more penalties the last look is shared. */
const LOOKS: readonly Pick<MeasuredGroup, 'role' | 'dash'>[] = [
  { role: 'penalty-first', dash: null },
  { role: 'penalty-second', dash: [4, 3] },
  { role: 'total', dash: [1, 3] },
];

/** The data first. Penalties of one kind are one, as long as no two are on the same weights. */
export function measuredGroups({ terms }: TermsSeries): MeasuredGroup[] {
  const groups: { name: string; kind: TermDescription['kind']; members: number[]; on: Set<number> }[] = [];
  terms.forEach(({ name, kind, penalties, variables }, t) => {
    const word = kind === 'penalty' && penalties.length > 0 ? penalties.join(' and ') : null;
    const same = groups.find((group) => group.name === word && !variables.some((row) => group.on.has(row)));
    if (same) {
      same.members.push(t);
      for (const row of variables) same.on.add(row);
      return;
    }
    const isTaken = groups.some((group) => group.name === word);
    groups.push({ name: isTaken ? name : (word ?? name), kind, members: [t], on: new Set(variables) });
  });
  const penalties = groups.filter(({ kind }) => kind === 'penalty');
  const order = (name: string) => (name === 'l2' ? 0 : name === 'l1' ? 1 : 2);
  penalties.sort((a, b) => order(a.name) - order(b.name));
  const skips = penalties[0]?.name === 'l1' ? 1 : 0;
  return [
    ...groups
      .filter(({ kind }) => kind === 'data')
      .map(({ name, kind, members }): MeasuredGroup => ({ name, kind, members, role: 'data', dash: null })),
    ...penalties.map(({ name, kind, members }, i): MeasuredGroup => ({
      ...{ name, kind, members },
      ...LOOKS[Math.min(i + skips, LOOKS.length - 1)]!,
    })),
  ];
}

/** Of one measurement. */
export interface GroupAt {
  value: number;
  /** Sum of the members' gradient norms over that of all terms'. */
  share: number;
  /** Of the members' gradient together with the data's. */
  cosine: number;
}

export function groupAt(series: TermsSeries, { members }: MeasuredGroup, point: number): GroupAt {
  const at = (column: Float64Array, term: number) => column[term * series.steps.length + point]!;
  const norms = series.terms.map((_, t) => at(series.gradientNorms, t)).filter((norm) => !Number.isNaN(norm));
  const all = norms.reduce((sum, norm) => sum + norm, 0);
  let [value, norm, squares, along] = [0, 0, 0, 0];
  for (const term of members) {
    const own = at(series.gradientNorms, term);
    value += at(series.values, term);
    norm += own;
    squares += own ** 2;
    along += own === 0 ? 0 : own * at(series.cosines, term);
  }
  // The members are on different weights: their gradients are at right angles.
  return { value, share: norm / all, cosine: along / Math.sqrt(squares) };
}

/** A group's share of the gradient of one layer; NaN where that is zero. */
export function layerShare(series: TermsSeries, { members }: MeasuredGroup, layer: number, point: number): number {
  const { terms, layers, steps, layerNorms } = series;
  const at = (term: number) => layerNorms[(term * layers.length + layer) * steps.length + point]!;
  const known = terms.map((_, t) => at(t)).filter((norm) => !Number.isNaN(norm));
  const sum = (norms: readonly number[]) => norms.reduce((total, norm) => total + norm, 0);
  return sum(members.map(at)) / sum(known);
}

/** The newest measurement at or before a step; −1: none. */
export function pointAt({ steps }: TermsSeries, step: number): number {
  let point = -1;
  for (let i = 0; i < steps.length && steps[i]! <= step; i++) point = i;
  return point;
}

/** Measurements in order; −1 where the way between two is longer than usual, which is a gap. */
export function withGaps(steps: ArrayLike<number>, leastGap: number): number[] {
  const extents = columnExtents(steps, leastGap);
  return extents.flatMap(({ from }, i) => (i > 0 && from > extents[i - 1]!.to ? [-1, i] : [i]));
}

/** Whether the layers declare all penalties of the loss: then their values are known of every step. */
export function isDeclared(head: TrainingHead, { terms }: TermsSeries): boolean {
  const names = new Set(head.terms.map(({ name }) => name));
  const isFirst = terms.filter(({ kind }) => kind === 'data').length === 1;
  return names.size > 0 && isFirst && terms.every(({ kind, name }) => kind === 'data' || names.has(name));
}

/** Terms whose values are known only where they were measured; null: of all terms every step is known, or the loss is one term. */
export function writtenTerms(head: TrainingHead, series: TermsSeries | null): TermsSeries | null {
  if (!series || series.steps.length === 0 || series.terms.length < 2) return null;
  return isDeclared(head, series) ? null : series;
}
