/** The loss chart: total raw and smoothed, the terms, validation points, epochs, and where it is NaN. */
import { MARK, type MetricSeries, type TrainingHead, type TrainingSeries } from '../../../src/protocol/inspector.js';
import type { TermsSeries } from '../../../src/protocol/terms.js';
import { beyondRange, epochMarks, type Line, type LineModel, type Span } from '../../charts/lineModel.js';
import { smoothed, smoothingSpan } from '../../charts/smoothing.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { epochStarts } from '../../state/selectors.js';
import { valueCurves } from '../regularizers/measuredModels.js';
import { dataValues, groupValues, termGroups } from './terms.js';

export interface LossOptions {
  log: boolean;
  smooth: boolean;
  /** Buckets that the whole x axis has room for: the smoothed line's memory is a share of it. */
  places: number;
  pixels: number;
}

export interface LossChart extends LineModel {
  /** The scale that was asked for cannot show values that are zero or negative. */
  logRefused: boolean;
}

const RAW = { width: 0.75, alpha: 0.55 };
const SOLID = { width: 1.5, alpha: 1 };

/** @param written terms that are known only where they were measured: they are drawn in place of the declared ones */
export function lossModel(
  head: TrainingHead,
  series: TrainingSeries,
  axis: XAxis,
  options: LossOptions,
  written: TermsSeries | null = null,
): LossChart {
  const { buckets, size } = series;
  const doubled = size > 1;
  const x = bucketPlaces(series, axis, doubled);
  const spread = (values: Float64Array) => (doubled ? Float64Array.from(x, (_, i) => values[i >> 1]!) : values);
  const raw = doubled ? Float64Array.from(x, (_, i) => lossEdge(series, i)) : series.lossLast;

  const lines: Line[] = [];
  const leastGap = (3 * (axis.span.to - axis.span.from)) / options.pixels;
  const curves = written ? valueCurves(written, axis, leastGap) : [];
  const data = written ? null : dataValues(head, series);
  if (data) lines.push({ values: spread(data), role: 'data', width: 0.75, alpha: 0.8 });
  for (const group of written ? [] : termGroups(head.terms)) {
    const dash = group.dashed ? { dash: [4, 3] } : {};
    lines.push({ values: spread(groupValues(group, series)), role: group.role, ...SOLID, ...dash });
  }
  lines.push({ values: raw, role: 'total', ...RAW });
  if (options.smooth && buckets > 2) {
    const soft = smoothed(series.lossLast, smoothingSpan(options.places));
    lines.push({ values: spread(soft), role: 'total', ...SOLID });
  } else lines[lines.length - 1] = { values: raw, role: 'total', ...(options.smooth ? SOLID : { width: 1, alpha: 1 }) };

  const validation = validationOf(series.metrics, 'loss');
  const points = validation ? [pointsOf(validation, axis)] : [];
  const all = [...lines.map((line) => line.values), ...points.map((p) => p.y), ...curves.map(({ y }) => y)];
  const logRefused = options.log && (series.lossMin.some((v) => v <= 0) || all.some((values) => hasNone(values)));
  const log = options.log && !logRefused;
  const range = lineRange(all, log);
  const starts = [...firstEpoch(series), ...epochStarts(series)];
  return {
    x,
    span: axis.span,
    range,
    lines,
    points,
    curves,
    ticks: ticksOf(range),
    base: range.log ? null : 0,
    band: null,
    epochs: epochMarks(
      starts.map(({ step, epoch }) => ({ x: axis.at(step - 0.5), epoch })),
      options.pixels / (axis.span.to - axis.span.from),
      28,
    ),
    nonFinite: nonFiniteSpans(series, axis),
    beyond: beyondRange(x, raw, range),
    logRefused,
  };
}

/** Where the values of buckets stand: at their step, or twice, for the extremes of a bucket of many steps. */
export function bucketPlaces({ buckets, size }: TrainingSeries, axis: XAxis, doubled: boolean): Float64Array {
  if (!doubled) return Float64Array.from({ length: buckets }, (_, b) => axis.at(b * size + (size + 1) / 2));
  return Float64Array.from({ length: 2 * buckets }, (_, i) =>
    axis.at((i >> 1) * size + 0.5 + size * (i % 2 ? 0.75 : 0.25)),
  );
}

/** Smallest and largest loss of a bucket in turn; last value first where a bucket holds one step. */
function lossEdge({ lossMin, lossMax }: TrainingSeries, i: number): number {
  // Up and down in turn, so that the line does not rise at every seam.
  const bucket = i >> 1;
  return (i % 2 === 0) === (bucket % 2 === 0) ? lossMin[bucket]! : lossMax[bucket]!;
}

export function validationOf(metrics: readonly MetricSeries[], name: string): MetricSeries | null {
  return metrics.find((metric) => metric.split === 'validation' && metric.name === name) ?? null;
}

export function pointsOf(metric: MetricSeries, axis: XAxis): LineModel['points'][number] {
  return { x: Float64Array.from(metric.steps, axis.at), y: metric.values, role: 'validation' };
}

function firstEpoch(series: TrainingSeries): { step: number; epoch: number }[] {
  return series.epoch[0] === 1 ? [{ step: 1, epoch: 1 }] : [];
}

export function nonFiniteSpans(series: TrainingSeries, axis: XAxis): Span[] {
  const spans: Span[] = [];
  for (let start = 0; start < series.buckets; start++) {
    if (series.lossMark[start] !== MARK.nonFinite) continue;
    let end = start + 1;
    while (end < series.buckets && series.lossMark[end] === MARK.nonFinite) end++;
    const last = Math.min(end * series.size, series.steps);
    spans.push({ from: axis.at(start * series.size + 0.5), to: axis.at(last + 0.5) });
    start = end;
  }
  return spans;
}

/** Whether a line has values, and none that a log scale can show. */
function hasNone(values: ArrayLike<number>): boolean {
  let some = false;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > 0) return false;
    some ||= values[i]! <= 0;
  }
  return some;
}
