/** Paints losses over λ: both curves with their errors, both λ, failed runs. Lengths in here are device pixels. */
import type { Surface } from '../charts/canvas.js';
import { haloed } from '../charts/curveMarks.js';
import type { PaintRole, Palette } from '../charts/palette.js';
import { lambdaFraction } from './lambdaAxis.js';
import { FOOT, paintGround, paintVertical, strokePath, TOP, yOf, type Frame } from './lambdaFrame.js';
import type { TunedCurve, TuneModel } from './tuneModel.js';

const CAP = 3;

export function paintTuning(surface: Surface, model: TuneModel, now: number, palette: Palette): void {
  const frame: Frame = { surface, axis: model.axis, range: model.range, top: TOP, palette };
  const { ctx, height, ratio } = surface;
  ctx.save();
  paintGround(frame, model.ticks);
  if (model.limit !== null) paintLevel(frame, model.limit);
  paintMarks(frame, model);
  paintCurve(frame, model.lambdas, model.training, 'data', []);
  paintCurve(frame, model.lambdas, model.validation, 'validation', [4, 3]);
  for (const value of model.failed) paintCross(frame, value);
  // The λ of the program, from below.
  const x = Math.round(lambdaFraction(now, model.axis) * surface.width);
  if (x >= 0 && x <= surface.width) {
    ctx.fillStyle = palette.text;
    ctx.beginPath();
    ctx.moveTo(x, height - 7 * ratio);
    ctx.lineTo(x - 4 * ratio, height - ratio);
    ctx.lineTo(x + 4 * ratio, height - ratio);
    ctx.fill();
  }
  ctx.restore();
}

/** The limit of the one-standard-error rule. */
function paintLevel(frame: Frame, value: number): void {
  const { ctx, width, ratio } = frame.surface;
  const y = Math.round(yOf(frame, value)) + 0.5;
  ctx.save();
  ctx.strokeStyle = frame.palette.validation;
  ctx.globalAlpha = frame.palette.contrast ? 1 : 0.6;
  ctx.lineWidth = Math.max(1, ratio * 0.75);
  ctx.setLineDash([ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(0, y);
  ctx.lineTo(width, y);
  ctx.stroke();
  ctx.restore();
}

/** Both λ that are spoken for, by name, and what lies to either side of the best. */
function paintMarks(frame: Frame, { best, oneStandardError, axis }: TuneModel): void {
  if (best === null) return;
  const { surface, palette } = frame;
  const { ctx, width, ratio } = surface;
  ctx.font = `${11 * ratio}px ${palette.font}`;
  const x = lambdaFraction(best, axis) * width;
  const [left, right] = ['← overfitting', 'underfitting →'].map((text) => ({
    text,
    width: ctx.measureText(text).width,
  }));
  const base = 11 * ratio;
  ctx.textAlign = 'left';
  if (x > left!.width + 8 * ratio)
    haloed(ctx, left!.text, x - left!.width - 8 * ratio, base, palette['text-second'], palette);
  if (width - x > right!.width + 8 * ratio)
    haloed(ctx, right!.text, x + 8 * ratio, base, palette['text-second'], palette);
  paintVertical(frame, best, [], 2 * ratio);
  const same = oneStandardError === best;
  nameMark(frame, x, [same ? 'best, one standard error' : 'best'], 0);
  if (oneStandardError === null || same) return;
  paintVertical(frame, oneStandardError, [3, 2], 17 * ratio);
  const other = lambdaFraction(oneStandardError, axis) * width;
  // Two names need room between them.
  if (other - x > 36 * ratio) nameMark(frame, other, ['one standard error', '1 s.e.'], x + 30 * ratio);
}

/** The first name that fits right of its line, else the shortest left of it, where nothing stands up to `free`. */
function nameMark({ surface, palette }: Frame, x: number, names: readonly string[], free: number): void {
  const { ctx, width, ratio } = surface;
  const sizeOf = (text: string) => ctx.measureText(text).width;
  const right = names.find((name) => x + sizeOf(name) + 6 * ratio < width);
  const name = right ?? names.at(-1)!;
  const left = x - sizeOf(name) - 4 * ratio;
  if (right === undefined && left < free) return;
  haloed(ctx, name, right === undefined ? left : x + 4 * ratio, 26 * ratio, palette.text, palette);
}

function paintCurve(
  frame: Frame,
  lambdas: readonly number[],
  curve: TunedCurve,
  role: PaintRole,
  dash: number[],
): void {
  const { surface, axis, palette, top } = frame;
  const { ctx, width, height, ratio } = surface;
  const hair = Math.max(1, Math.round(ratio));
  const [highest, lowest] = [top * ratio, height - FOOT * ratio];
  ctx.strokeStyle = ctx.fillStyle = palette[role];
  ctx.lineWidth = 1.5 * ratio;
  strokePath(frame, lambdas, curve.values, dash);
  lambdas.forEach((lambda, i) => {
    if (!Number.isFinite(curve.values[i])) return;
    const x = lambdaFraction(lambda, axis) * width;
    ctx.beginPath();
    ctx.arc(x, yOf(frame, curve.values[i]!), 2.5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
    if (!Number.isFinite(curve.lower[i])) return;
    const ends = [curve.upper[i]!, curve.lower[i]!].map((end) => yOf(frame, end));
    const [high, low] = ends.map((y) =>
      Math.round(Math.min(lowest, Math.max(highest, Number.isFinite(y) ? y : lowest))),
    );
    const left = Math.round(x - hair / 2);
    ctx.fillRect(left, high!, hair, low! - high!);
    // An end beyond the range has no cap: it goes on.
    for (const [y, shown] of [
      [ends[0]!, high!],
      [ends[1]!, low!],
    ] as const)
      if (Math.abs(y - shown) < 1) ctx.fillRect(Math.round(x - CAP * ratio), shown, 2 * CAP * ratio, hair);
  });
}

/** A λ with a failed run: a cross at the foot. */
function paintCross({ surface, axis, palette }: Frame, value: number): void {
  const { ctx, width, height, ratio } = surface;
  const [x, y] = [lambdaFraction(value, axis) * width, height - FOOT * ratio - 2 * ratio];
  const arm = 3.5 * ratio;
  ctx.strokeStyle = palette.limit;
  ctx.lineWidth = 1.5 * ratio;
  ctx.beginPath();
  for (const slope of [1, -1]) {
    ctx.moveTo(x - arm, y - slope * arm);
    ctx.lineTo(x + arm, y + slope * arm);
  }
  ctx.stroke();
}
