/** A chart of a comparison before anything is painted: one line for each side. */
import type { ComparedLine, ComparedSide } from '../../src/protocol/comparison.js';
import type { Curve, LineModel } from '../charts/lineModel.js';
import { smoothed, smoothingSpan } from '../charts/smoothing.js';
import { lineRange, ticksOf } from '../charts/valueRange.js';
import { metricTitle } from '../panels/loss/metricModel.js';
import { placesOf, type ComparisonAxis } from './comparisonAxis.js';
import { lookOf } from './sideLooks.js';

export interface Quantity {
  /** Of the chart. */
  title: string;
  kind: 'loss' | 'gradientNorm' | 'lambda' | 'metric';
  /** One a side; null: it has none. */
  lines: readonly (ComparedLine | null)[];
}

export interface ComparisonLook {
  log: boolean;
  smooth: boolean;
  /** Sides whose lines are drawn. */
  shown: readonly boolean[];
}

/** What there is to draw: a quantity that no side has is left out. */
export function quantitiesOf(sides: readonly ComparedSide[]): Quantity[] {
  const all: Quantity[] = [
    { title: 'Loss', kind: 'loss', lines: sides.map(({ loss }) => loss) },
    ...metricsOf(sides),
    { title: 'Gradient norm', kind: 'gradientNorm', lines: sides.map(({ gradientNorm }) => gradientNorm) },
    { title: 'λ1', kind: 'lambda', lines: sides.map(({ lambda }) => lambda) },
  ];
  return all.filter(({ lines }) => lines.some((line) => line?.values.some(Number.isFinite) || line?.nonFinite != null));
}

function metricsOf(sides: readonly ComparedSide[]): Quantity[] {
  const keys = new Map(
    sides.flatMap(({ metrics }) => metrics.map(({ name, split }) => [`${split} ${name}`, { name, split }] as const)),
  );
  // The training's own loss is the chart above.
  keys.delete('train loss');
  return [...keys.values()].map(({ name, split }) => ({
    title: split === 'validation' ? `${metricTitle(name)}, validation` : metricTitle(name),
    kind: 'metric',
    lines: sides.map(({ metrics }) => metrics.find((m) => m.name === name && m.split === split)?.line ?? null),
  }));
}

/** On a log scale only where every value that is drawn is above zero. */
export function comparisonModel({ kind, lines }: Quantity, axis: ComparisonAxis, look: ComparisonLook): LineModel {
  const drawn = lines.map((line, side) => (look.shown[side] ? line : null));
  const rows = drawn.flatMap((line) => (line ? [line.values] : []));
  const log = look.log && kind !== 'metric' && rows.every((values) => !values.some((value) => value <= 0));
  const range = lineRange(rows, log);
  return {
    x: Float64Array.of(axis.span.from, axis.span.to),
    span: axis.span,
    range,
    lines: [],
    points: [],
    curves: drawn.flatMap((line, side) => (line ? curvesOf(line, side, axis, look.smooth && kind !== 'lambda') : [])),
    ticks: ticksOf(range, kind === 'metric' ? 2 : 4),
    base: log ? null : 0,
    ...{ band: null, epochs: [], nonFinite: [], beyond: [] },
  };
}

/** A line that has hardly more values than the average's memory is not smoothed. */
const LEAST_SMOOTHED = 24;

function curvesOf(line: ComparedLine, side: number, axis: ComparisonAxis, smooth: boolean): Curve[] {
  const { role, dash } = lookOf(side);
  const { values } = line;
  const place = { x: placesOf(line, axis), role, stepped: false, measured: true, name: null };
  if (!smooth || values.length < LEAST_SMOOTHED) return [{ ...place, y: values, width: 1.25, dash }];
  const soft = smoothed(values, smoothingSpan(values.length));
  return [
    { ...place, y: values, width: 0.75, alpha: 0.4 },
    { ...place, y: soft, width: 1.5, dash },
  ];
}

/** The last value at or before a place; null: the line has none there. */
export function valueBefore(
  line: ComparedLine,
  axis: ComparisonAxis,
  at: number,
): { step: number; value: number } | null {
  const places = placesOf(line, axis);
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : { step: line.steps[low - 1]!, value: line.values[low - 1]! };
}
