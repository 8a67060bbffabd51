/** What every picture over λ is painted in and with. Lengths in here are device pixels. */
import type { Surface } from '../charts/canvas.js';
import type { Palette } from '../charts/palette.js';
import { fraction, type ValueRange } from '../charts/valueRange.js';
import { lambdaFraction, type LambdaAxis } from './lambdaAxis.js';

/** Free room above the range, for the words of the sides and marks, and below it, for failed runs. CSS pixels. */
export const TOP = 34;
export const FOOT = 12;
export const topOf = (value: number, range: ValueRange, height: number, top = TOP): number =>
  top + (1 - fraction(value, range)) * (height - top - FOOT);

export interface Frame {
  surface: Surface;
  axis: LambdaAxis;
  range: ValueRange;
  /** Free room above the range, CSS pixels. */
  top: number;
  palette: Palette;
}

export const yOf = ({ surface: { height, ratio }, range, top }: Frame, value: number) =>
  topOf(value, range, height / ratio, top) * ratio;

export function paintGround(frame: Frame, ticks: readonly number[]): void {
  const { ctx, width, height, ratio } = frame.surface;
  const hair = Math.max(1, Math.round(ratio));
  ctx.strokeStyle = ctx.fillStyle = frame.palette.grid;
  ctx.lineWidth = hair;
  ctx.setLineDash([hair, 3 * hair]);
  for (const tick of ticks) {
    const y = Math.round(yOf(frame, tick)) + (hair % 2) / 2;
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(width, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillRect(0, height - hair, width, hair);
}

export function paintVertical(
  { surface, axis, palette }: Frame,
  value: number,
  dash: readonly number[],
  from: number,
): void {
  const { ctx, width, height, ratio } = surface;
  const x = Math.round(lambdaFraction(value, axis) * width) + 0.5;
  ctx.save();
  ctx.strokeStyle = palette.total;
  ctx.lineWidth = Math.max(1, Math.round(ratio));
  ctx.setLineDash(dash.map((length) => length * ratio));
  ctx.beginPath();
  ctx.moveTo(x, from);
  ctx.lineTo(x, height - 8 * ratio);
  ctx.stroke();
  ctx.restore();
}

/** Straight from value to value; none across one that is missing. */
export function strokePath(frame: Frame, lambdas: readonly number[], values: readonly number[], dash: number[]): void {
  const { surface, axis } = frame;
  const { ctx, width, ratio } = surface;
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.setLineDash(dash.map((length) => length * ratio));
  ctx.beginPath();
  let open = false;
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) open = false;
    else {
      const place = [lambdaFraction(lambdas[i]!, axis) * width, yOf(frame, value)] as const;
      if (open) ctx.lineTo(...place);
      else ctx.moveTo(...place);
      open = true;
    }
  });
  ctx.stroke();
  ctx.restore();
}
