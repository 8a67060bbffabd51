/** λ1 over the steps: the track on few samples as a thin line, anchors with their brackets, the limit as a stepped line. */
import type { CurvatureSeries } from '../../../src/protocol/curvature.js';
import { columnExtents } from '../../charts/columnExtents.js';
import type { Brackets, Curve, LineModel, Span } from '../../charts/lineModel.js';
import { lineRange, ticksOf } from '../../charts/valueRange.js';
import type { XAxis } from '../../charts/xAxis.js';
import {
  hasAlpha,
  hasLimit,
  hasRatio,
  isPreconditioned,
  type CurvatureHistory,
  type CurvaturePoint,
} from './history.js';

/** What makes a gap in a line. */
export interface Gaps {
  /** Steps without a number, and why. */
  notMeasured: CurvatureSeries['notMeasured'];
  /** Steps that a way between measurements must leave uncovered to be seen as a gap. */
  leastGap: number;
}

/** What the charts share with the others over the steps; it grows with every step, and curvature seldom. */
export interface Surroundings {
  epochs: LineModel['epochs'];
  nonFinite: readonly Span[];
  /** Where the recorded steps end: a limit holds up to there. */
  end: number;
}

/** A model of measurements among the steps recorded by now. */
export function among<M extends LineModel | null>(model: M, { epochs, nonFinite, end }: Surroundings): M {
  if (!model) return model;
  const curves = model.curves?.map((curve) => (curve.stepped ? heldUntil(curve, end) : curve));
  return { ...model, epochs: epochs.map(({ x }) => ({ x, label: null })), nonFinite, curves };
}

function heldUntil(curve: Curve, end: number): Curve {
  const [x, y] = [Array.from(curve.x), Array.from(curve.y)];
  const last = x.length - 1;
  return end > x[last]! ? { ...curve, x: [...x, end], y: [...y, y[last]!] } : curve;
}

export function trackModel(history: CurvatureHistory, axis: XAxis, gaps: Gaps, limitName: string): LineModel {
  const track = measuredCurve(history.track, axis, gaps, ({ value }) => value);
  const anchors = bracketsOf(history.anchors, axis, ({ value, lower, upper }) => [value, lower, upper]);
  const limit = limitCurve(history, axis, limitName);
  const rows = [track.y, anchors.y, anchors.lower, anchors.upper, ...(limit ? [limit.y] : [])];
  // λ1 may be zero or negative: then a log scale would hide it.
  const log = rows.every((row) => Array.from(row).every((value) => !(value <= 0)));
  const range = lineRange(rows, log);
  const curves = limit ? [limit, track] : [track];
  return { ...frame(axis, gaps), range, curves, brackets: [anchors], ticks: ticksOf(range), base: log ? null : 0 };
}

const LEAST_RATIO = 1.5;
/** Single values far above the others, as at Adam's first steps, stand as marks at the top: else the line at 1 lay on the foot. */
const MOST_RATIO = 4;

/** λ1 over the limit, with the one line at 1; null: no limit is known. */
export function ratioModel(history: CurvatureHistory, axis: XAxis, gaps: Gaps): LineModel | null {
  const points = [...history.track, ...history.anchors].filter(hasRatio);
  if (points.length === 0) return null;
  const track = measuredCurve(history.track, axis, gaps, ({ held, limit }) => held / limit);
  const anchors = bracketsOf(history.anchors, axis, ({ held, heldLower, heldUpper, limit }) => [
    held / limit,
    heldLower / limit,
    heldUpper / limit,
  ]);
  const { from, to } = axis.span;
  const one: Curve = { ...curveOf([from, to], [1, 1]), role: 'limit', width: 1.25 };
  const needed = lineRange([track.y, anchors.upper, [0]], false);
  const sorted = points.map(({ held, limit }) => held / limit).sort((a, b) => a - b);
  const usual = sorted[sorted.length >> 1]!;
  // The line at 1 is always in sight, however far below the values are.
  const range = { ...needed, max: Math.max(LEAST_RATIO, Math.min(needed.max, Math.max(MOST_RATIO, 2 * usual))) };
  const beyond = points
    .filter(({ held, limit }) => held / limit > range.max)
    .map(({ step, held, limit }) => ({ x: axis.at(step), value: held / limit }));
  return {
    ...frame(axis, gaps),
    range,
    curves: [one, track],
    brackets: [anchors],
    // The line at 1 is what is read.
    ticks: [...new Set([0, 1, Math.max(1, Math.floor(range.max))])],
    base: 0,
    beyond,
  };
}

/** Where each update lands on its parabola: −1 the start, 0 the minimum, 1 mirrored; null: not measured. */
export function alphaModel(history: CurvatureHistory, axis: XAxis, gaps: Gaps): LineModel | null {
  const known = updatesOf(history);
  if (known.length === 0) return null;
  const range = { min: -1.5, max: 1.5, log: false };
  const beyond = known
    .filter(({ alpha }) => alpha > range.max)
    .map(({ step, alpha }) => ({ x: axis.at(step), value: alpha }));
  const curves = [measuredCurve(known, axis, gaps, ({ alpha }) => alpha)];
  return { ...frame(axis, gaps), range, curves, ticks: [-1, 0, 1], base: 0, beyond };
}

/** Measurements of the steps' own updates, in order, one a step. */
export function updatesOf({ track, anchors }: CurvatureHistory): CurvaturePoint[] {
  const known = [...anchors, ...track].filter(hasAlpha).sort((a, b) => a.step - b.step);
  return known.filter(({ step }, i) => step !== known[i - 1]?.step);
}

function frame(axis: XAxis, { notMeasured }: Gaps) {
  return {
    x: Float64Array.of(axis.span.from, axis.span.to),
    span: axis.span,
    lines: [],
    points: [],
    band: null,
    epochs: [],
    nonFinite: [],
    notMeasured: notMeasured.map(({ from, to }) => ({ from: axis.at(from - 0.5), to: axis.at(to + 0.5) })),
    beyond: [] as LineModel['beyond'],
  };
}

const curveOf = (x: number[], y: number[]): Curve => ({ x, y, role: 'data', width: 1, stepped: false, name: null });

/** Points as a line, with a gap where the way to the next is longer than usual, or holds steps that were not measured. */
function measuredCurve(
  points: readonly CurvaturePoint[],
  axis: XAxis,
  { leastGap, notMeasured }: Gaps,
  valueOf: (point: CurvaturePoint) => number,
): Curve {
  const steps = points.map(({ step }) => step);
  const extents = columnExtents(steps, leastGap);
  const [x, y]: [number[], number[]] = [[], []];
  points.forEach((point, i) => {
    const before = points[i - 1]?.step ?? 0;
    const apart = i > 0 && extents[i]!.from > extents[i - 1]!.to;
    if (apart || notMeasured.some(({ from, to }) => to > before && from < point.step)) {
      x.push(axis.at(point.step - 0.5));
      y.push(NaN);
    }
    x.push(axis.at(point.step));
    y.push(valueOf(point));
  });
  return { ...curveOf(x, y), measured: true };
}

function bracketsOf(
  anchors: readonly CurvaturePoint[],
  axis: XAxis,
  ends: (point: CurvaturePoint) => [value: number, lower: number, upper: number],
): Brackets {
  const known = anchors.filter((point) => Number.isFinite(ends(point)[0]));
  const column = (i: number) => Float64Array.from(known, (point) => ends(point)[i]!);
  const x = Float64Array.from(known, ({ step }) => axis.at(step));
  return { x, y: column(0), lower: column(1), upper: column(2), role: 'text' };
}

/** The limit holds from one measurement to the next; null: none, or one of another matrix. */
function limitCurve({ track, anchors }: CurvatureHistory, axis: XAxis, name: string): Curve | null {
  const known = [...track, ...anchors].filter(hasLimit).sort((a, b) => a.step - b.step);
  if (known.length === 0 || known.some(isPreconditioned)) return null;
  const x = known.map(({ step }) => axis.at(step));
  return { x, y: known.map(({ limit }) => limit), role: 'limit', width: 1.25, stepped: true, name };
}
