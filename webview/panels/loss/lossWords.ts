/** Words for the loss panel: labels of its pictures, the information cards, the data as tables. */
import { formatNumber } from '../../../src/format/number.js';
import { MARK, type TrainingSeries } from '../../../src/protocol/inspector.js';
import type { Reading } from '../../charts/reading.js';
import type { About, DataTable } from '../../ui/info.js';
import { bucketOf } from '../../state/selectors.js';
import { lossAt, measured, termsAt, type Shown } from './lossReadings.js';
import { metricAt, type MetricGroup } from './metricModel.js';
import { MOST_ROWS, stepTable } from './stepTable.js';
import { groupReading, groupValues, termGroups } from './terms.js';

export const lossAbout: About = {
  title: 'Loss by step',
  what:
    'The value that the program minimizes, at each step before its update: the mean over the batch as the program ' +
    'defines it, penalties included where they are added to it. The thin line is the raw value; the thick one is its ' +
    'exponential moving average, which stops where the loss is NaN.',
  formula: 'm ← m + α (L − m),  bias removed',
  usual: 'Falls fast, then slowly, with noise from the batches. Validation follows a little above it.',
  ifNot:
    'Rises or jumps: the learning rate is too high, see the update ratios below. Flat from the start: no gradient ' +
    'arrives, see Gradient Flow. Validation rises while the loss falls: the model learns the batches by heart.',
};

export const metricAbout = (name: string): About => ({
  title: `${name} by step`,
  term: 'Metric by step',
  what: `${name} as the program reports it: on batches as a line, on validation data as points at the end of each epoch.`,
  formula: null,
  usual: 'Follows the loss; validation stays close to training.',
  ifNot: 'Better on batches than on validation data, and the gap grows: regularize, or stop earlier.',
});

export function lossLabel({ series, step }: Shown, readings: readonly Reading[]): string {
  const values = readings.map(({ name, value }) => `${name} ${value}`).join(', ');
  return `Loss over ${series.steps} steps. At step ${step}: ${values}.`;
}

export function metricLabel(name: string, step: number, readings: readonly Reading[]): string {
  return `${name} by step. At step ${step}: ${readings.map((reading) => `${reading.name} ${reading.value}`).join(', ')}.`;
}

export function lossTable(shown: Shown): DataTable {
  const { head, series, step, readings } = shown;
  const groups = termGroups(head.terms).map((group) => ({ group, values: groupValues(group, series) }));
  const terms = termsAt(shown);
  const rate = readings ? readings.learningRate : (series.learningRate[bucketOf(series, step)] ?? null);
  return stepTable(
    ['step', series.size > 1 ? 'last loss' : 'loss', ...groups.map(({ group }) => group.name), 'learning rate'],
    series,
    (b) => [lossCell(series, b), ...[...groups.map(({ values }) => values[b]!), series.learningRate[b]!].map(cell)],
    {
      step,
      values: [
        measured(lossAt(shown)).value,
        ...groups.map(({ group }) => measured(groupReading(group, terms)).value),
        measured(rate).value,
      ],
    },
  );
}

/** Reported values; the step shown stands among them. */
export function metricTable(group: MetricGroup, step: number): DataTable {
  const parts = [group.batch, group.epoch, group.validation].filter((part) => part !== null);
  const steps = [...new Set(parts.flatMap((part) => [...part.steps]))].sort((a, b) => a - b);
  const stride = Math.ceil(steps.length / MOST_ROWS) || 1;
  const listed = [...new Set([...steps.filter((_, i) => i % stride === 0), step])].sort((a, b) => a - b);
  const rows = listed.map((at) => [String(at), ...parts.map((part) => exactly(metricAt(part, at), at))]);
  return {
    columns: ['step', ...parts.map((part) => (part.split === 'validation' ? 'validation' : part.scope))],
    rows,
    current: listed.indexOf(step),
  };
}

const exactly = (at: ReturnType<typeof metricAt>, step: number) => (at?.step === step ? formatNumber(at.value) : '–');
/** A stretch that holds a NaN says so: it is what one looks for. */
const lossCell = ({ lossMark, lossLast }: TrainingSeries, bucket: number) =>
  lossMark[bucket] === MARK.nonFinite ? formatNumber(NaN) : cell(lossLast[bucket]!);
const cell = (value: number) => (Number.isNaN(value) ? '–' : formatNumber(value));
