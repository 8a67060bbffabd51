/** Words and readings of the regularizers panel. */
import { formatNumber } from '../../../src/format/number.js';
import type { TrainingHead } from '../../../src/protocol/inspector.js';
import type { TermInfo } from '../../../src/protocol/records.js';
import type { Reading } from '../../charts/reading.js';
import { formatTick } from '../../charts/valueRange.js';
import type { About, DataTable } from '../../ui/info.js';
import { lossAt, measured, termsAt, type Shown } from '../loss/lossReadings.js';
import { groupReading, knowsData, termGroups, type TermGroup } from '../loss/terms.js';

export const magnitudeAbout: About = {
  title: 'Magnitude of the penalties',
  what:
    'What every declared regularizer adds to the loss, from the weights of each step, stacked. Where the call adds them ' +
    'itself (fit, trainOnBatch), the data term is what they leave of the loss; in loops of your own only the penalties ' +
    'are shown, since they may not be part of the loss.',
  formula: 'l2: λ Σ w²,  l1: λ Σ |w|',
  usual: 'Well below the data term, slowly changing.',
  ifNot:
    'As large as the data term or larger: λ is too high, the weights are pulled to zero. Invisible: λ has no effect.',
};

/** @param narrow there is room for the kind alone */
export function magnitudeReadings(shown: Shown, narrow: boolean): Reading[] {
  const { head } = shown;
  const terms = termsAt(shown);
  const readings: Reading[] = termGroups(head.terms).map((group) => ({
    shape: 'area',
    role: group.role,
    name: narrow ? group.name : groupName(group, head.terms),
    ...measured(groupReading(group, terms)),
  }));
  if (!knowsData(head)) return readings;
  const rest = terms.reduce<number | null>((left, v) => (left === null || v === null ? null : left - v), lossAt(shown));
  return [{ shape: 'area', role: 'data', name: 'data', ...measured(rest) }, ...readings];
}

/** `l2, line 26, λ 5e-4`, or `l2, 5 terms, λ 5e-4`. */
function groupName(group: TermGroup, terms: readonly TermInfo[]): string {
  const members = group.members.map((i) => terms[i]!);
  const lines = new Set(members.map(({ line }) => line));
  const [line] = lines;
  const where = members.length > 1 ? `${members.length} terms` : line === null ? null : `line ${line}`;
  const lambdas = new Set(members.map(lambdaText));
  const [lambda] = lambdas;
  return [group.name, where, lambdas.size === 1 ? lambda : null].filter(Boolean).join(', ');
}

/** `λ 5e-4`, or `l1 λ 2e-5, l2 λ 5e-4` for a term of two penalties. */
export function lambdaText({ penalties }: TermInfo): string {
  if (penalties.length === 1) return `λ ${formatTick(penalties[0]!.lambda)}`;
  return penalties.map(({ kind, lambda }) => `${kind} λ ${formatTick(lambda)}`).join(', ');
}

export function magnitudeLabel(shown: Shown, readings: readonly Reading[]): string {
  const values = readings.map(({ name, value }) => `${name}: ${value}`).join('; ');
  return `Magnitude of the penalties over ${shown.series.steps} steps, stacked. At step ${shown.step}: ${values}.`;
}

export function termsTable(head: TrainingHead, values: readonly (number | null)[]): DataTable {
  const rows = head.terms.map((term, i) => [
    term.name,
    term.penalties.map(({ kind }) => kind).join(' and '),
    lambdaText(term),
    term.line === null ? '–' : `line ${term.line}`,
    measured(values[i] ?? null).value,
  ]);
  return { columns: ['term', 'kind', 'λ', 'where', 'value'], rows };
}

export function regularizersSummary(shown: Shown): string | null {
  const terms = termsAt(shown);
  const texts = termGroups(shown.head.terms).map((group) => {
    const value = groupReading(group, terms);
    return value === null ? null : `${group.name} ${formatNumber(value)}`;
  });
  return texts.filter((text) => text !== null).join(', ') || null;
}
