/**
 * The axis of eigenvalues, linear or symmetric-logarithmic: linear within ±threshold, logarithmic outside, so that the mass
 * around zero and the few large values of both signs are seen together. x ↦ sign(x)·log10(1 + |x|/threshold).
 */
import type { AxisLabel } from '../layout/axisPlaces.js';
import { formatTick, ticksOf } from './valueRange.js';

export type EigenScale = 'symlog' | 'linear';

export interface EigenAxis {
  scale: EigenScale;
  min: number;
  max: number;
  /** Half of what the linear part of a symmetric-logarithmic axis covers. */
  threshold: number;
}

const DECADES = 2;
const LABEL_ROOM = 38;

/** An axis that holds [least, greatest] and zero. */
export function eigenAxis(least: number, greatest: number, scale: EigenScale): EigenAxis {
  const [min, max] = [Math.min(least, 0), Math.max(greatest, 0)];
  const largest = Math.max(-min, max) || 1;
  const threshold = Number(`1e${Math.floor(Math.log10(largest) + 1e-9) - DECADES}`);
  return { scale, min, max: max > min ? max : min + 1, threshold };
}

function place(value: number, { scale, threshold }: EigenAxis): number {
  return scale === 'linear' ? value : Math.sign(value) * Math.log10(1 + Math.abs(value) / threshold);
}

/** Where an eigenvalue stands: 0 at the left edge, 1 at the right one. */
export function eigenFraction(value: number, axis: EigenAxis): number {
  const left = place(axis.min, axis);
  return (place(value, axis) - left) / (place(axis.max, axis) - left);
}

export function eigenAt(fraction: number, axis: EigenAxis): number {
  const left = place(axis.min, axis);
  const there = left + fraction * (place(axis.max, axis) - left);
  if (axis.scale === 'linear') return there;
  return Math.sign(there) * axis.threshold * (10 ** Math.abs(there) - 1);
}

/** Zero, then round values from the outside in, each where it has room. */
export function eigenTicks(axis: EigenAxis, width: number): AxisLabel[] {
  const kept: AxisLabel[] = [];
  for (const value of candidates(axis, width)) {
    const x = eigenFraction(value, axis) * width;
    if (kept.every((other) => Math.abs(other.x - x) >= LABEL_ROOM)) kept.push({ x, text: formatTick(value) });
  }
  return kept.sort((a, b) => a.x - b.x);
}

function candidates({ scale, min, max, threshold }: EigenAxis, width: number): number[] {
  if (scale === 'linear') return ticksOf({ min, max, log: false }, Math.max(2, Math.floor(width / 72)));
  const values = [0];
  for (let size = Number(`1e${Math.floor(Math.log10(Math.max(-min, max)) + 1e-9)}`); size >= threshold; size /= 10) {
    const round = Number(size.toPrecision(1));
    if (round <= max) values.push(round);
    if (-round >= min) values.push(-round);
  }
  return values;
}
