/** Words for the opened row. */
import { formatNumber, formatShare } from '../../../src/format/number.js';
import type { TrainingSeries, VariableReadings } from '../../../src/protocol/inspector.js';
import type { VariableInfo } from '../../../src/protocol/records.js';
import { elementsOf, type Histograms } from '../../charts/histogramPainter.js';
import { histogramRows, rowsOf } from '../../charts/histogramAxis.js';
import type { About, DataTable } from '../../ui/info.js';
import { stepTable } from '../loss/stepTable.js';

export function shapeText({ shape, parameters }: VariableInfo): string {
  return shape.length > 1 ? `${shape.join(' × ')} = ${parameters}` : shape.length === 1 ? `${parameters}` : 'scalar';
}

export type Quantity = 'gradient' | 'weight' | 'update';

/** Moments at the step shown: name and number, in the order in which they stand. */
export function moments(readings: VariableReadings | null): [name: string, value: string][] {
  const gradient = readings?.gradient ?? null;
  const text = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
  return [
    ['mean', text(gradient?.mean)],
    ['std', text(gradient?.std)],
    ['min', text(gradient?.min)],
    ['max', text(gradient?.max)],
    ['zeros', gradient ? formatShare(gradient.zeros) : '–'],
    ['NaN', gradient ? String(gradient.nan) : '–'],
    ['Inf', gradient ? String(gradient.inf) : '–'],
  ];
}

export const histogramAbout = (quantity: Quantity): About => ({
  title: {
    gradient: 'Histogram of the gradient',
    weight: 'Histogram of the weight',
    update: 'Histogram of the update',
  }[quantity],
  what:
    `How the elements of the ${quantity} are spread, over the steps: signed sizes on a logarithmic axis, one bin for each ` +
    'power of two, positive above, negative below, zero in the middle. The colour is the count on a logarithmic scale, ' +
    'the fullest bin of each step at the end of the ramp. At the right the step shown, counts on a linear scale.',
  formula: '2ᵏ ≤ |x| < 2ᵏ⁺¹',
  usual: {
    gradient: 'Two broad bands, alike above and below, that move slowly towards zero.',
    weight: 'Two bands that hardly move from one step to the next.',
    update: 'The bands of the gradient, scaled by the learning rate.',
  }[quantity],
  ifNot: {
    gradient:
      'Mass in the middle: dead units or a variable that the loss hardly sees. A band that jumps up: the step before was too large.',
    weight: 'Bands that widen without end: the weights grow, add a penalty or lower the learning rate.',
    update: 'Much smaller than the weights: nothing is learned here. As large as they are: each step forgets the last.',
  }[quantity],
});

export const ratioAbout: About = {
  title: 'Update ratio',
  what: 'The size of the update beside the size of the weight, at each step.',
  formula: '‖Δw‖ / ‖w‖',
  usual: 'Between 1e-4 and 0.01, the grey band; larger in the first steps and for biases that start at zero.',
  ifNot: 'Above: the learning rate is too high for this variable. Below: it hardly learns.',
};

export function histogramLabel(
  quantity: Quantity,
  name: string,
  histograms: Histograms | null,
  { series, step, column }: { series: TrainingSeries; step: number; column: number },
): string {
  if (!histograms) return `Histogram of the ${quantity} of ${name}, not loaded yet.`;
  const { rows } = histogramTable(histograms, column);
  const fullest = rows
    .slice(0, -1)
    .reduce<(typeof rows)[number] | null>(
      (most, row) => (most === null || Number(row[1]) > Number(most[1]) ? row : most),
      null,
    );
  const shown = fullest ? `most elements, ${fullest[1]} of ${rows.at(-1)![1]}, ${fullest[0]}` : 'not measured';
  return `Histograms of the ${quantity} of ${name} at ${histograms.extents.length} of ${series.steps} steps. At step ${step}: ${shown}.`;
}

/** The update ratio of one variable over the steps; the step shown is among them. */
export function ratioTable(series: TrainingSeries, variable: number, step: number, shown: string): DataTable {
  const at = (bucket: number) => {
    const ratio = series.updateRatio[variable * series.buckets + bucket]!;
    return Number.isNaN(ratio) ? '–' : formatNumber(ratio);
  };
  return stepTable(['step', series.size > 1 ? 'largest Δw/w' : 'Δw/w'], series, (bucket) => [at(bucket)], {
    step,
    values: [shown],
  });
}

/** Counts by size at the step shown. */
export function histogramTable({ counts, axis }: Histograms, column: number): DataTable {
  const columns = ['size', 'elements'];
  if (column < 0) return { columns, rows: [] };
  const own = histogramRows(counts, column, axis);
  const rows: string[][] = [];
  for (let row = 0; row < rowsOf(axis); row++) {
    const exponent = axis.low + Math.abs(axis.side - row) - 1;
    const size = `${formatNumber(2 ** exponent)} to ${formatNumber(2 ** (exponent + 1))}`;
    const name = row === axis.side ? `below ${formatNumber(2 ** axis.low)}` : row < axis.side ? size : `−(${size})`;
    if (own[row]! > 0) rows.push([name, String(own[row])]);
  }
  return { columns, rows: [...rows, ['all finite', String(elementsOf(counts, column))]] };
}
