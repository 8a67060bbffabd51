/** Loss at disturbed inputs, over the size of the disturbance, as papers on robustness plot it. */
import { formatNumber } from '../../../src/format/number.js';
import type { JacobianSeries } from '../../../src/protocol/jacobianSeries.js';
import type { Reading } from '../../charts/reading.js';
import { formatTick, fraction, lineRange, ticksOf, type ValueRange } from '../../charts/valueRange.js';
import type { AxisLabel } from '../../layout/axisPlaces.js';
import type { About, DataTable } from '../../ui/info.js';

export type MeasuredRobustness = NonNullable<JacobianSeries['robustness']>;

export interface RobustnessModel {
  /** ε of the points, rising. */
  epsilons: readonly number[];
  noise: readonly number[];
  gradientSign: readonly number[];
  /** At the inputs as they are. */
  undisturbed: number;
  range: ValueRange;
  ticks: readonly number[];
  /** Ends of the plot in log10 ε. */
  span: { from: number; to: number };
}

/** Of the width, kept free at either end. */
const MARGIN = 0.04;

export function robustnessModel({ points, loss }: MeasuredRobustness): RobustnessModel {
  const [noise, gradientSign] = [points.map((point) => point.noise), points.map((point) => point.gradientSign)];
  const epsilons = points.map(({ epsilon }) => epsilon);
  const all = [loss, ...noise, ...gradientSign].filter(Number.isFinite);
  // A loss that grows by orders of magnitude is told by a log scale alone.
  const log = Math.min(...all) > 0 && Math.max(...all) > 30 * Math.min(...all);
  const range = lineRange([all], log);
  const [from, to] = [Math.log10(epsilons[0] ?? 0.01), Math.log10(epsilons.at(-1) ?? 1)];
  const room = MARGIN * (to - from || 1);
  return {
    ...{ epsilons, noise, gradientSign, undisturbed: loss, range, ticks: ticksOf(range, 3) },
    span: { from: from - room, to: to + room },
  };
}

/** 0 at the left edge of the plot, 1 at its right one. */
export const epsilonFraction = (epsilon: number, { from, to }: RobustnessModel['span']): number =>
  (Math.log10(epsilon) - from) / (to - from);

export function epsilonLabels({ span }: RobustnessModel, width: number): AxisLabel[] {
  const range = { min: 10 ** span.from, max: 10 ** span.to, log: true };
  return ticksOf(range, Math.max(2, Math.floor(width / 64))).map((value) => ({
    x: epsilonFraction(value, span) * width,
    text: formatTick(value),
  }));
}

/** Pixels from the top of a plot that is so high. */
export const robustnessTop = (value: number, { range }: RobustnessModel, height: number): number =>
  TOP + (1 - Math.min(1, Math.max(0, fraction(value, range)))) * (height - TOP - FOOT);
const TOP = 6;
const FOOT = 3;

/** At the point nearest to the cursor, else at the largest ε. */
export function robustnessReadings({ points, loss }: MeasuredRobustness, model: RobustnessModel, at: number | null) {
  const distance = (epsilon: number) => Math.abs(epsilonFraction(epsilon, model.span) - at!);
  const point =
    at === null
      ? points.at(-1)!
      : points.reduce((best, each) => (distance(each.epsilon) < distance(best.epsilon) ? each : best));
  const readings: Reading[] = [
    { shape: 'line', role: 'total', name: 'noise', value: formatNumber(point.noise) },
    { shape: 'dashed', role: 'total', name: 'gradient sign', short: 'sign', value: formatNumber(point.gradientSign) },
    { shape: 'none', role: 'text', name: 'at ε', value: formatNumber(point.epsilon) },
    { shape: 'none', role: 'text', name: 'undisturbed', value: formatNumber(loss), minor: true },
  ];
  return readings;
}

export function robustnessLabel({ points, loss, step }: MeasuredRobustness): string {
  const last = points.at(-1)!;
  return `Loss at disturbed inputs, step ${step}: ${formatNumber(loss)} undisturbed; at ε ${formatNumber(last.epsilon)} ${formatNumber(last.noise)} under noise and ${formatNumber(last.gradientSign)} after one gradient-sign step.`;
}

export function robustnessTable({ points, loss, scale }: MeasuredRobustness): DataTable {
  const rows = points.map(({ epsilon, noise, gradientSign }) => [
    ...[formatNumber(epsilon), formatNumber(epsilon / scale)],
    ...[formatNumber(noise), formatNumber(gradientSign)],
  ]);
  return {
    columns: ['ε', 'ε / root mean square of x', 'loss under noise', 'loss after a gradient-sign step'],
    rows: [['0', '0', formatNumber(loss), formatNumber(loss)], ...rows],
  };
}

export const robustnessAbout: About = {
  title: 'Robustness of the inputs',
  what:
    'The loss of the same samples at inputs that are not quite theirs: with normal noise of standard deviation ε on each input, and after ' +
    'one step of size ε in each input the way that raises the loss most (fast gradient sign). ε is in units of the inputs, at 1, 3, 10 and 30 % of their root mean square. ' +
    'The dotted line is the loss at the inputs as they are.',
  formula: 'L(x + εn), n normal;  L(x + ε sign(∂L/∂x))',
  usual:
    'Flat to the left. Noise does less than the step, which is aimed. Both rise later where a Jacobian penalty was used.',
  ifNot:
    'Steep at small ε: what the model has learned hangs on details of the inputs; a Jacobian penalty or noise on the inputs helps.',
};
