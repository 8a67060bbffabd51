/** Charts of the metrics below the loss: one for each name, with its values by batch, by epoch and on validation data. */
import type { MetricSeries, TrainingSeries } from '../../../src/protocol/inspector.js';
import { decimated } from '../../../src/statistics/decimate.js';
import { epochMarks, type Line, type LineModel } from '../../charts/lineModel.js';
import { smoothed, smoothingSpan } from '../../charts/smoothing.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { epochStarts } from '../../state/selectors.js';
import { pointsOf, type LossOptions } from './lossModel.js';

export interface MetricGroup {
  name: string;
  batch: MetricSeries | null;
  epoch: MetricSeries | null;
  validation: MetricSeries | null;
}

const MOST_PLACES = 2048;

/** What `adaptiveLambda` tells: it stands among the regularizers. */
export const isLambda = ({ name, split }: Pick<MetricSeries, 'name' | 'split'>): boolean =>
  split === 'train' && name.startsWith('λ');

/** Metrics by name, in the order in which the program reports them. The loss itself stands in the chart above, a λ among the regularizers. */
export function metricGroups(metrics: readonly MetricSeries[]): MetricGroup[] {
  const groups = new Map<string, MetricGroup>();
  for (const metric of metrics) {
    if (metric.name === 'loss' || isLambda(metric)) continue;
    const group = groups.get(metric.name) ?? { name: metric.name, batch: null, epoch: null, validation: null };
    const part = metric.split === 'validation' ? 'validation' : metric.scope;
    groups.set(metric.name, { ...group, [part]: metric });
  }
  return [...groups.values()];
}

export function metricModel(group: MetricGroup, series: TrainingSeries, axis: XAxis, options: LossOptions): LineModel {
  const batch = group.batch ?? { steps: new Float64Array(), values: new Float64Array() };
  const line = decimated(batch.steps, batch.values, MOST_PLACES);
  const lines: Line[] = [
    { values: line.y, role: 'total', width: options.smooth ? 0.75 : 1, alpha: options.smooth ? 0.55 : 1 },
  ];
  if (options.smooth) {
    const soft = smoothed(line.y, smoothingSpan(options.places));
    lines.push({ values: soft, role: 'total', width: 1.5, alpha: 1 });
  }
  const points = [
    ...(group.epoch && !group.batch ? [{ ...pointsOf(group.epoch, axis), role: 'total' as const }] : []),
    ...(group.validation ? [pointsOf(group.validation, axis)] : []),
  ];
  const range = lineRange([line.y, ...points.map((p) => p.y)], false);
  return {
    x: line.x.map((step) => axis.at(step)),
    span: axis.span,
    range,
    lines,
    points,
    ticks: range.min === 0 ? [0, range.max] : ticksOf(range, 2),
    base: range.min === 0 ? 0 : null,
    band: null,
    epochs: epochMarks(
      epochStarts(series).map(({ step, epoch }) => ({ x: axis.at(step - 0.5), epoch })),
      options.pixels / (axis.span.to - axis.span.from),
      28,
    ).map(({ x }) => ({ x, label: null })),
    nonFinite: [],
    beyond: [],
  };
}

/** `acc` and `accuracy` are the names TensorFlow.js gives; others stand as the program wrote them. */
export function metricTitle(name: string): string {
  if (name === 'acc') return 'Accuracy';
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The last value at or before a step, with the step at which it was reported. */
export function metricAt(metric: MetricSeries | null, step: number): { step: number; value: number } | null {
  if (!metric) return null;
  let [low, high] = [0, metric.steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (metric.steps[middle]! <= step) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : { step: metric.steps[low - 1]!, value: metric.values[low - 1]! };
}
