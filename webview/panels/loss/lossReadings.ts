/** The reading column of the loss panel at one step. */
import { formatNumber } from '../../../src/format/number.js';
import { MARK, type StepReadings, type TrainingHead, type TrainingSeries } from '../../../src/protocol/inspector.js';
import type { TermsSeries } from '../../../src/protocol/terms.js';
import type { Reading } from '../../charts/reading.js';
import { bucketOf } from '../../state/selectors.js';
import { validationOf } from './lossModel.js';
import { groupReadings } from '../regularizers/measuredWords.js';
import { metricAt, type MetricGroup } from './metricModel.js';
import { groupReading, knowsData, termGroups } from './terms.js';

export interface Shown {
  head: TrainingHead;
  series: TrainingSeries;
  step: number;
  /** Exact values; null while they are on their way. */
  readings: StepReadings | null;
  /** Terms that are known only where they were measured. */
  written?: TermsSeries | null;
}

export const MISSING = '–';
const NOT_MEASURED = 'not measured at this step';

const text = (value: number | null) => (value === null ? MISSING : formatNumber(value));

export function lossReadings(shown: Shown): Reading[] {
  const { head, series, step } = shown;
  const loss = lossAt(shown);
  const terms = termsAt(shown);
  const readings: Reading[] = [{ shape: 'line', role: 'total', name: 'total', value: text(loss) }];
  if (knowsData(head) && !shown.written) {
    const rest = terms.reduce<number | null>((left, v) => (left === null || v === null ? null : left - v), loss);
    readings.push({ shape: 'line', role: 'data', name: 'data', ...measured(rest), minor: true });
  }
  const validation = validationOf(series.metrics, 'loss');
  if (validation) readings.push(pointReading('validation', metricAt(validation, step), step));
  if (shown.written) {
    const own = groupReadings(shown.written, step, 'value', true, false);
    return [...readings, ...own.map((reading) => ({ ...reading, minor: true }))];
  }
  for (const group of termGroups(head.terms)) {
    const shape = group.dashed ? 'dashed' : 'line';
    readings.push({ shape, role: group.role, name: group.name, ...measured(groupReading(group, terms)), minor: true });
  }
  return readings;
}

export function metricReadings(group: MetricGroup, step: number): Reading[] {
  const readings: Reading[] = [];
  const batch = metricAt(group.batch, step);
  if (group.batch)
    readings.push({
      shape: 'line',
      role: 'total',
      name: stepNamed('batch', batch, step),
      value: text(batch?.value ?? null),
    });
  const epoch = metricAt(group.epoch, step);
  if (group.epoch && !group.batch) readings.push({ ...pointReading('epoch', epoch, step), role: 'total' });
  if (group.validation) readings.push(pointReading('validation', metricAt(group.validation, step), step));
  return readings;
}

function pointReading(name: string, at: ReturnType<typeof metricAt>, step: number): Reading {
  const named = stepNamed(name, at, step);
  const short = named === name ? {} : { short: stepNamed(name.slice(0, 3), at, step) };
  return { shape: 'points', role: 'validation', name: named, ...short, value: text(at?.value ?? null) };
}

/** A reading older than the step shown names its own step. */
function stepNamed(name: string, at: ReturnType<typeof metricAt>, step: number): string {
  return at && at.step < step ? `${name}, step ${at.step}` : name;
}

export function measured(value: number | null): { value: string; title?: string } {
  return value === null ? { value: MISSING, title: NOT_MEASURED } : { value: formatNumber(value) };
}

/** Exact at every step where buckets hold one; else as soon as the host answers. */
export function lossAt({ readings, series, step }: Shown): number | null {
  if (readings) return readings.loss;
  const bucket = bucketOf(series, step);
  if (bucket < 0 || series.size > 1) return null;
  if (series.lossMark[bucket] === MARK.nonFinite) return NaN;
  const loss = series.lossLast[bucket]!;
  return Number.isFinite(loss) ? loss : null;
}

export function termsAt({ readings, series, step, head }: Shown): (number | null)[] {
  if (readings) return readings.terms;
  const bucket = series.size > 1 ? -1 : bucketOf(series, step);
  return head.terms.map((_, term) => {
    const value = bucket < 0 ? NaN : series.terms[term * series.buckets + bucket]!;
    return Number.isNaN(value) ? null : value;
  });
}
