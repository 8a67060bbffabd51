/** The update ratio of one variable over the steps, with the band of usual values. */
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import { beyondRange, type LineModel } from '../../charts/lineModel.js';
import { niceNumber, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { USUAL_RATIO } from '../gradientFlow/flowReadings.js';

export function ratioModel(series: TrainingSeries, variable: number, axis: XAxis): LineModel {
  const { buckets, size } = series;
  const values = series.updateRatio.subarray(variable * buckets, (variable + 1) * buckets);
  const x = Float64Array.from({ length: buckets }, (_, b) => axis.at(b * size + (size + 1) / 2));
  let [least, greatest] = [USUAL_RATIO.from, USUAL_RATIO.to];
  for (const value of values) {
    if (!(value > 0) || value === Infinity) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  // The band is always seen; six decades at most.
  const max = niceNumber(Math.max(greatest, 0.1), 'up');
  const range = { min: Math.max(niceNumber(Math.min(least, 1e-5), 'down'), 1e-8), max, log: true };
  return {
    x,
    span: axis.span,
    range,
    lines: [{ values, role: 'total', width: 1, alpha: 1 }],
    points: [],
    ticks: ticksOf(range, 3),
    base: null,
    band: USUAL_RATIO,
    epochs: [],
    nonFinite: [],
    beyond: beyondRange(x, values, range),
  };
}
