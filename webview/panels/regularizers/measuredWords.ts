/** Words, readings and tables of what was measured of the terms. */
import { formatNumber, formatShare } from '../../../src/format/number.js';
import { SUM_TOLERANCE, type TermDescription, type TermsSeries } from '../../../src/protocol/terms.js';
import type { Reading } from '../../charts/reading.js';
import { formatTick } from '../../charts/valueRange.js';
import type { About, DataTable } from '../../ui/info.js';
import { groupAt, layerShare, measuredGroups, pointAt, type MeasuredGroup } from './measuredTerms.js';

export const shareAbout: About = {
  title: 'Share of gradient',
  what:
    'How much of the gradient each penalty makes, of all weights and in each layer: the norm of its gradient over the sum of ' +
    'the norms of all terms. What is left empty is the data’s. The terms are the summands of the recorded loss, each ' +
    'differentiated by itself with the weights of before the step; their sum is held against the whole gradient.',
  formula: '‖∇Rᵢ‖ / Σⱼ ‖∇Rⱼ‖',
  usual: 'A few percent, larger near the end of the training, when the gradient of the data gets small.',
  ifNot:
    'Most of it: λ is too high, or the data give no gradient any more. Nothing in a layer: its weights are not penalized.',
};

export const cosineAbout: About = {
  title: 'Cosine with the data’s gradient',
  what:
    'Whether a penalty pulls the weights the way that the data do: the cosine of its gradient with that of the terms of the data ' +
    'together. The range of the chart is that of the values.',
  formula: '∇R · ∇D / (‖∇R‖ ‖∇D‖)',
  usual:
    'Slightly below zero: the data make weights larger, the penalty smaller. Near −1 at a minimum, where both cancel.',
  ifNot: 'Near −1 from the start: the penalty undoes what the data ask for; lower λ. Near 1: both shrink the weights.',
};

export const jacobianAbout: About = {
  title: 'Norm of the Jacobian',
  what:
    'How much the outputs z of the model change with its inputs x: the root of the mean over the samples of ‖∂z/∂x‖² in the norm of ' +
    'Frobenius. Exact for few outputs, else by random projections. Two errors are kept apart: the bracket is of the projections, ' +
    'two standard errors to each side; that of the samples stands in the readings.',
  formula: '√(1/n Σ_b ‖∂z_b/∂x_b‖_F²)',
  usual: 'Grows while the model learns to tell classes apart; lower with a Jacobian penalty, at equal accuracy.',
  ifNot: 'Large, and the accuracy falls with little noise on the inputs: add a Jacobian penalty, or more data.',
};

/** `λ Σw²`, and λ where it is known. */
export function formulaText({ formula, lambda, kind }: TermDescription): string {
  if (kind === 'data') return '';
  const isNamed = (formula ?? 'λ').includes('λ');
  return [formula, lambda === null || !isNamed ? null : `λ ${formatTick(lambda)}`].filter(Boolean).join(', ');
}

const number = (value: number) => (Number.isNaN(value) ? '–' : formatNumber(value));
const share = (value: number) => (Number.isNaN(value) ? '–' : formatShare(value));

/** Letters of names and values that one line above a narrow plot has room for. */
const NARROW_ROOM = 21;

/** @param filled whether values are drawn stacked, and not as lines */
export function groupReadings(
  series: TermsSeries,
  step: number,
  of: 'value' | 'cosine',
  narrow: boolean,
  filled = of === 'value',
): Reading[] {
  const point = pointAt(series, step);
  const shape = (group: MeasuredGroup): Reading['shape'] => (filled ? 'area' : group.dash ? 'dashed' : 'line');
  let letters = 0;
  const readings = measuredGroups(series)
    .filter(({ kind }) => of === 'value' || kind === 'penalty')
    .map((group): Reading => {
      const name = narrow ? group.name : groupName(series, group);
      const value = point < 0 ? '–' : number(groupAt(series, group, point)[of]);
      letters += group.name.length + value.length;
      const rest = point < 0 ? { title: 'not measured at this step' } : {};
      return { shape: shape(group), role: group.role, name, value, minor: letters > NARROW_ROOM, ...rest };
    });
  const at = series.steps[point] ?? step;
  // Readings older than the step shown name their own.
  if (at < step) readings.push({ shape: 'none', role: 'text', name: `step ${at}`, value: '', minor: true });
  return readings;
}

/** `l2, line 26`, or `l2, 5 terms`. */
function groupName({ terms }: TermsSeries, { name, members }: MeasuredGroup): string {
  const own = members.map((t) => terms[t]!);
  const line = own[0]!.line;
  const where = own.length > 1 ? `${own.length} terms` : line === null ? null : `line ${line}`;
  return [name, name === where ? null : where].filter(Boolean).join(', ');
}

export function chartLabel(name: string, step: number, readings: readonly Reading[]): string {
  return `${name} over the steps. At step ${step}: ${readings.map((each) => `${each.name} ${each.value}`).join('; ')}.`;
}

/** One row a term, at a measurement. */
export function measuredTable(series: TermsSeries, point: number): DataTable {
  const count = series.steps.length;
  const rows = series.terms.map((term, t) => {
    const at = (column: Float64Array) => (point < 0 ? NaN : column[t * count + point]!);
    return [
      ...[term.name, formulaText(term), term.line === null ? '–' : `line ${term.line}`],
      ...[number(at(series.values)), number(at(series.gradientNorms)), number(at(series.cosines))],
    ];
  });
  return { columns: ['term', 'formula', 'where', 'value', '‖∇‖', 'cosine'], rows };
}

export function shareTable(series: TermsSeries, point: number): DataTable {
  const groups = measuredGroups(series).filter(({ kind }) => kind === 'penalty');
  const cells = (of: (group: MeasuredGroup) => number) => groups.map((group) => (point < 0 ? '–' : share(of(group))));
  return {
    columns: ['layer', ...groups.map(({ name }) => name)],
    rows: [
      ['all weights', ...cells((group) => groupAt(series, group, point).share)],
      ...series.layers.map((name, layer) => [name, ...cells((group) => layerShare(series, group, layer, point))]),
    ],
  };
}

/** `l2 6.1 %, l1 0.9 % of the gradient`; null: nothing was measured. */
export function shareSummary(series: TermsSeries, step: number): string | null {
  const point = pointAt(series, step);
  const groups = measuredGroups(series).filter(({ kind }) => kind === 'penalty');
  if (point < 0 || groups.length === 0) return null;
  const texts = groups.map((group) => `${group.name} ${share(groupAt(series, group, point).share)}`);
  const at = series.steps[point]!;
  return `${texts.join(', ')} of gradient${at < step ? `, step ${at}` : ''}`;
}

/** What a reader must know of a measurement, one sentence each. */
export function measuredNotes(series: TermsSeries, step: number): string[] {
  const point = pointAt(series, step);
  if (point < 0) return [];
  const at = series.steps[point]!;
  const [samples, batchStep, difference] = [
    series.samples[point]!,
    series.batchSteps[point]!,
    series.differences[point]!,
  ];
  const batch = batchStep === at ? 'its own batch' : `the batch of step ${batchStep}`;
  const count = Number.isNaN(samples) ? '' : `, ${samples} samples`;
  const notes = [
    `Gradients of step ${at} on ${batch}${count}; they add up to that of the loss within ${formatNumber(difference)} of their norms.`,
  ];
  if (difference > SUM_TOLERANCE)
    notes[0] = `Gradients of step ${at} on ${batch}${count}: they do not add up to that of the loss, ${formatShare(difference)} of their norms is missing.`;
  series.terms.forEach((term, t) => {
    const zeros = series.zeros[t * series.steps.length + point]!;
    if (zeros > 0)
      notes.push(
        `${term.name} moves ${zeros} ${zeros === 1 ? 'weight that is' : 'weights that are'} exactly 0: the gradient of tf.abs is −1 there; that of gradlens/regularizers is 0.`,
      );
  });
  if (series.decay) {
    const { factor, lambda } = series.decay;
    const same = lambda === null ? '' : `, as ½λ Σw² with λ ${formatNumber(lambda)} would under plain gradient descent`;
    notes.push(
      `The update also takes ${formatShare(factor)} off every weight: weight decay${same}. It is no term of the loss.`,
    );
  }
  return notes;
}
