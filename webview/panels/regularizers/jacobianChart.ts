/** The norm of the outputs' Jacobian over the steps, with the error of its projections as a bracket. */
import { formatNumber } from '../../../src/format/number.js';
import type { JacobianSeries } from '../../../src/protocol/jacobianSeries.js';
import type { Curve, LineModel } from '../../charts/lineModel.js';
import type { Reading } from '../../charts/reading.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import type { DataTable } from '../../ui/info.js';

/** Standard errors to each side of a bracket. */
const SIDES = 2;

/** Null: nothing was measured. */
export function jacobianModel(series: JacobianSeries, axis: XAxis): LineModel | null {
  const { steps, norms, standardErrors } = series;
  if (steps.length === 0) return null;
  const x = Float64Array.from(steps, axis.at);
  const lower = norms.map((norm, i) => norm - SIDES * standardErrors[i]!);
  const upper = norms.map((norm, i) => norm + SIDES * standardErrors[i]!);
  const log = lower.every((value) => value > 0);
  const range = lineRange([norms, lower, upper], log);
  const line: Curve = { x, y: norms, role: 'total', width: 1, stepped: false, measured: true, name: null };
  const hasErrors = standardErrors.some((error) => error > 0);
  return {
    ...{ x: Float64Array.of(axis.span.from, axis.span.to), span: axis.span, range, ticks: ticksOf(range, 3) },
    ...{
      lines: [],
      points: [],
      curves: [line],
      base: log ? null : 0,
      band: null,
      epochs: [],
      nonFinite: [],
      beyond: [],
    },
    brackets: hasErrors ? [{ x, y: norms, lower, upper, role: 'total' }] : [],
  };
}

export function jacobianReadings(series: JacobianSeries, step: number): Reading[] {
  const at = series.steps.findLastIndex((each) => each <= step);
  if (at < 0) return [{ shape: 'line', role: 'total', name: '‖J‖', value: '–', title: 'not measured at this step' }];
  const [norm, error, sample] = [series.norms[at]!, series.standardErrors[at]!, series.sampleErrors[at]!];
  const count = series.samples[at]!;
  const row = (name: string, value: string): Reading => ({ shape: 'none', role: 'text', name, value, minor: true });
  const measured = series.steps[at]!;
  return [
    { shape: 'line', role: 'total', name: measured < step ? `step ${measured}` : '‖J‖', value: formatNumber(norm) },
    row(error > 0 ? 'projections' : 'exact', error > 0 ? `± ${formatNumber(error)}` : ''),
    ...(Number.isNaN(sample)
      ? []
      : [row(Number.isNaN(count) ? 'samples' : `${count} samples`, `± ${formatNumber(sample)}`)]),
  ];
}

export function jacobianTable(series: JacobianSeries): DataTable {
  const number = (value: number) => (Number.isNaN(value) ? '–' : formatNumber(value));
  const rows = Array.from(series.steps, (step, i) => [
    ...[String(step), number(series.norms[i]!), number(series.standardErrors[i]!)],
    ...[number(series.sampleErrors[i]!), number(series.samples[i]!)],
  ]);
  return { columns: ['step', '‖J‖', 'error of projections', 'error of samples', 'samples'], rows };
}
