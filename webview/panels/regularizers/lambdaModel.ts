/** A λ that changes while the training runs, over its steps: what `adaptiveLambda` tells, under names that begin with λ. */
import type { MetricSeries } from '../../../src/protocol/inspector.js';
import { decimated } from '../../../src/statistics/decimate.js';
import type { Curve, LineModel } from '../../charts/lineModel.js';
import type { PaintRole } from '../../charts/palette.js';
import type { Reading } from '../../charts/reading.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { formatNumber } from '../../../src/format/number.js';
import type { About, DataTable } from '../../ui/info.js';
import { isLambda, metricAt } from '../loss/metricModel.js';

const MOST_PLACES = 2048;
const LOOKS: readonly { role: PaintRole; dash?: readonly number[] }[] = [
  { role: 'penalty-first' },
  { role: 'penalty-second', dash: [4, 3] },
  { role: 'total', dash: [1, 3] },
];
const lookOf = (i: number) => LOOKS[Math.min(i, LOOKS.length - 1)]!;

/** Null: no λ is told. */
export function lambdaModel(metrics: readonly MetricSeries[], axis: XAxis): LineModel | null {
  const shown = metrics.filter(isLambda);
  if (shown.length === 0) return null;
  const curves = shown.map((metric, i): Curve => {
    const { x, y } = decimated(metric.steps, metric.values, MOST_PLACES);
    return { x: x.map((step) => axis.at(step)), y, ...lookOf(i), width: 1.25, stepped: true, name: null };
  });
  const rows = curves.map(({ y }) => y);
  const range = lineRange(rows, true);
  return {
    ...{ x: Float64Array.of(axis.span.from, axis.span.to), span: axis.span, range, ticks: ticksOf(range, 3), curves },
    ...{ lines: [], points: [], base: null, band: null, epochs: [], nonFinite: [], beyond: [] },
  };
}

export function lambdaReadings(metrics: readonly MetricSeries[], step: number): Reading[] {
  return metrics.filter(isLambda).map((metric, i) => {
    const at = metricAt(metric, step);
    const { role, dash } = lookOf(i);
    return {
      ...{ shape: dash ? 'dashed' : 'line', role, name: metric.name, minor: i > 1 },
      ...(at ? { value: formatNumber(at.value) } : { value: '–', title: 'not told at this step' }),
    };
  });
}

export function lambdaTable(metrics: readonly MetricSeries[], step: number): DataTable {
  const rows = metrics.filter(isLambda).map((metric) => {
    const [first, now] = [metric.values[0], metricAt(metric, step)?.value];
    return [metric.name, ...[first, now].map((value) => (value === undefined ? '–' : formatNumber(value)))];
  });
  return { columns: ['λ', 'at first', `step ${step}`], rows };
}

export const lambdaAbout: About = {
  title: 'Adaptive λ',
  term: 'Adaptive lambda',
  what:
    'The λ that adaptiveLambda of gradlens/regularizers has set after each step. It follows the one-step hypergradient: how the loss of validation data ' +
    'after a step hangs on the λ of that step.',
  formula: 'dL_val(w′)/dλ = −η ∇L_val(w′) · ∇R(w)',
  usual: 'A move of orders of magnitude at first, then a slow drift.',
  ifNot:
    'At an end of its range: widen min and max, or the penalty does not help at all. Up and down without end: a lower rate, or more validation data. It looks one step ' +
    'ahead only: for the λ of a whole training use Tune λ here.',
};
