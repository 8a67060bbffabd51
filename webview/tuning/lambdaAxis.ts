/** The axis of λ: logarithmic, with a place left of it for 0. */
import type { AxisLabel } from '../layout/axisPlaces.js';
import { formatTick, ticksOf } from '../charts/valueRange.js';

export interface LambdaAxis {
  /** Ends of the plot, in log10 λ. */
  min: number;
  max: number;
  /** Where 0 stands, in the same unit; null: 0 was not tried. */
  zero: number | null;
}

/** Of the whole, kept free at either end. */
const MARGIN = 0.04;

export function lambdaAxis(values: readonly number[]): LambdaAxis {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const [least, greatest] = logs.length > 0 ? [Math.min(...logs), Math.max(...logs)] : [-1, 1];
  const width = greatest - least || 1;
  const zero = values.includes(0) ? least - width * 0.12 : null;
  const left = zero ?? least;
  const room = MARGIN * (greatest - left || 1);
  return { min: left - room, max: greatest + room, zero };
}

/** 0 at the left edge of the plot, 1 at its right one. */
export function lambdaFraction(value: number, { min, max, zero }: LambdaAxis): number {
  const at = value > 0 ? Math.log10(value) : (zero ?? min);
  return (at - min) / (max - min);
}

export function lambdaTicks(axis: LambdaAxis, width: number): AxisLabel[] {
  const range = { min: 10 ** axis.min, max: 10 ** axis.max, log: true };
  const ticks = ticksOf(range, Math.max(2, Math.floor(width / 64))).filter((tick) => tick > 0);
  const places = (axis.zero === null ? ticks : [0, ...ticks]).map((value) => ({
    x: lambdaFraction(value, axis) * width,
    text: formatTick(value),
  }));
  // Zero has no place on the scale: what is too near to it gives way.
  return axis.zero === null ? places : places.filter(({ x }, i) => i === 0 || x - places[0]!.x > 28);
}
