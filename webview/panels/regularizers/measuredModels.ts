/** Charts over the steps of what was measured of the terms: values stacked, and cosines with the gradient of the data. */
import type { TermsSeries } from '../../../src/protocol/terms.js';
import { beyondRange, type Curve, type LineModel } from '../../charts/lineModel.js';
import { stacked } from '../../charts/stack.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import { groupAt, measuredGroups, withGaps, type GroupAt, type MeasuredGroup } from './measuredTerms.js';

/** @param leastGap steps that must be left out to be seen as a gap */
export function measuredMagnitude(series: TermsSeries, axis: XAxis, leastGap: number): LineModel {
  const groups = measuredGroups(series).reverse();
  const places = withGaps(series.steps, leastGap);
  const x = placesOf(series, axis, places);
  const edges = stacked(groups.map((group) => columnOf(series, group, places, ({ value }) => value)));
  const lines = edges.map((values, i) => {
    const { role, dash } = groups[i]!;
    return { values, role, width: 1, alpha: 1, fillTo: i === 0 ? null : i - 1, ...(dash ? { dash } : {}) };
  });
  const range = lineRange([[0], ...edges], false);
  const top = edges.at(-1) ?? new Float64Array();
  return { ...frame(series, axis, x), range, lines, ticks: ticksOf(range, 3), beyond: beyondRange(x, top, range) };
}

/** Each group's value where it was measured, to be drawn over a loss. */
export function valueCurves(series: TermsSeries, axis: XAxis, leastGap: number): Curve[] {
  const places = withGaps(series.steps, leastGap);
  const x = placesOf(series, axis, places);
  return measuredGroups(series).map((group): Curve => {
    const y = columnOf(series, group, places, ({ value }) => value);
    const look = { role: group.role, width: 1.25, ...(group.dash ? { dash: group.dash } : {}) };
    return { x, y, ...look, stepped: false, measured: true, name: null };
  });
}

/** Null: there is no angle to show. */
export function cosineModel(series: TermsSeries, axis: XAxis, leastGap: number): LineModel | null {
  const places = withGaps(series.steps, leastGap);
  const x = placesOf(series, axis, places);
  const curves = measuredGroups(series)
    .filter(({ kind }) => kind === 'penalty')
    .map((group): Curve => {
      const y = columnOf(series, group, places, ({ cosine }) => cosine);
      const look = { role: group.role, width: 1.25, ...(group.dash ? { dash: group.dash } : {}) };
      return { x, y, ...look, stepped: false, measured: true, name: null };
    });
  const known = curves.some(({ y }) => Array.from(y).some(Number.isFinite));
  if (!known) return null;
  const needed = lineRange([[0], ...curves.map(({ y }) => y)], false);
  const range = { ...needed, min: Math.max(-1, needed.min), max: Math.min(1, needed.max) + 0 };
  return {
    ...frame(series, axis, Float64Array.of(axis.span.from, axis.span.to)),
    range,
    curves,
    ticks: ticksOf(range, 3),
  };
}

function placesOf({ steps }: TermsSeries, axis: XAxis, places: readonly number[]): Float64Array {
  return Float64Array.from(places, (point, i) =>
    point < 0 ? axis.at(steps[places[i + 1]!]! - 0.5) : axis.at(steps[point]!),
  );
}

function columnOf(
  series: TermsSeries,
  group: MeasuredGroup,
  places: readonly number[],
  of: (at: GroupAt) => number,
): Float64Array {
  return Float64Array.from(places, (point) => (point < 0 ? NaN : of(groupAt(series, group, point))));
}

function frame({ notMeasured }: TermsSeries, axis: XAxis, x: Float64Array) {
  return {
    ...{ x, span: axis.span, lines: [], points: [], base: 0, band: null, epochs: [], nonFinite: [] },
    notMeasured: notMeasured.map(({ from, to }) => ({ from: axis.at(from - 0.5), to: axis.at(to + 0.5) })),
    beyond: [] as LineModel['beyond'],
  };
}
