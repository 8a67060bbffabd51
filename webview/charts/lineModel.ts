/** What a line chart shows, before anything is painted: values over x, range, marks. */
import type { PaintRole } from './palette.js';
import { fraction, type ValueRange } from './valueRange.js';

export interface Line {
  /** One value for each x; NaN: nothing there, and no line across it. */
  values: ArrayLike<number>;
  role: PaintRole;
  width: number;
  alpha: number;
  dash?: readonly number[];
  /** Fills between this line and the line of this index, or the foot of the chart where it is null. */
  fillTo?: number | null;
}

/** Measured points joined by a dashed line. */
export interface Points {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  role: PaintRole;
}

/** A line with places of its own: a value measured now and then, or a limit that holds until it changes. */
export interface Curve {
  x: ArrayLike<number>;
  /** NaN: nothing there, and no line across it. */
  y: ArrayLike<number>;
  role: PaintRole;
  width: number;
  alpha?: number;
  dash?: readonly number[];
  /** A value holds from its place to the next. */
  stepped: boolean;
  /** Measured now and then: each value is a point too, where there is room for points. */
  measured?: boolean;
  /** Stands on the line, where it changed last. */
  name: string | null;
}

/** Measured points, each with the ends between which the value sought lies; an end that is NaN is not known. */
export interface Brackets {
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
  role: PaintRole;
}

export interface Span {
  from: number;
  to: number;
}

export interface LineModel {
  x: Float64Array;
  /** What the plot's left and right edge stand for. */
  span: Span;
  range: ValueRange;
  lines: readonly Line[];
  points: readonly Points[];
  curves?: readonly Curve[];
  brackets?: readonly Brackets[];
  /** Ticks with dotted lines. */
  ticks: readonly number[];
  /** Where a solid line means something, usually 0. */
  base: number | null;
  /** A usual band behind the lines. */
  band: Span | null;
  /** Epoch marks; labelled ones stand at the top. */
  epochs: readonly { x: number; label: string | null }[];
  /** Where the values are NaN or infinite: a crossed band at the foot. */
  nonFinite: readonly Span[];
  /** Where nothing was measured: a hatched band at the foot. */
  notMeasured?: readonly Span[];
  /** Values above the range: a triangle at the top with the number. */
  beyond: readonly { x: number; value: number }[];
}

/** The largest value of each run above the range. */
export function beyondRange(x: ArrayLike<number>, values: ArrayLike<number>, range: ValueRange): LineModel['beyond'] {
  const found: { x: number; value: number }[] = [];
  let peak = -1;
  for (let i = 0; i <= values.length; i++) {
    const above = i < values.length && values[i]! > range.max && fraction(values[i]!, range) > 1;
    if (above && (peak < 0 || values[i]! > values[peak]!)) peak = i;
    if (!above && peak >= 0) {
      found.push({ x: x[peak]!, value: values[peak]! });
      peak = -1;
    }
  }
  return found;
}

/** Of marks nearer than `room` only the largest is kept, so that their numbers can be read. */
export function apart(beyond: LineModel['beyond'], room: number): { x: number; value: number }[] {
  const kept: { x: number; value: number }[] = [];
  for (const mark of [...beyond].sort((a, b) => b.value - a.value))
    if (kept.every((other) => Math.abs(other.x - mark.x) >= room)) kept.push(mark);
  return kept.sort((a, b) => a.x - b.x);
}

/** Epoch marks at least `room` pixels apart, at round epochs; the first epoch is named in full. */
export function epochMarks(
  starts: readonly { x: number; epoch: number }[],
  pixelsPerX: number,
  room: number,
): LineModel['epochs'] {
  const ways = starts.slice(1).map((start, i) => (start.x - starts[i]!.x) * pixelsPerX);
  const usual = ways.length ? ways.reduce((a, b) => a + b, 0) / ways.length : Infinity;
  const stride = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => n * usual >= room) ?? 1e9;
  return starts
    .filter(({ epoch }) => epoch === 1 || epoch % stride === 0)
    .map(({ x, epoch }) => ({ x, label: epoch === 1 ? 'epoch 1' : String(epoch) }));
}
