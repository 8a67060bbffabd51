/** Paints coefficients over λ. */
import type { Surface } from '../charts/canvas.js';
import type { Palette } from '../charts/palette.js';
import { paintGround, paintVertical, strokePath, yOf, type Frame } from './lambdaFrame.js';
import type { CoefficientModel } from './tuneModel.js';

/** Free room above the range, CSS pixels. */
export const COEFFICIENT_TOP = 4;

export function paintCoefficients(
  surface: Surface,
  model: CoefficientModel,
  marks: MarkedLambdas,
  palette: Palette,
): void {
  const frame: Frame = { surface, axis: model.axis, range: model.range, top: COEFFICIENT_TOP, palette };
  const { ctx, width, ratio } = surface;
  ctx.save();
  paintGround(frame, model.ticks);
  const zero = Math.round(yOf(frame, 0));
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, zero, width, Math.max(1, Math.round(ratio)));
  for (const [value, dash] of [
    [marks.best, []],
    [marks.oneStandardError, [3, 2]],
  ] as const)
    if (value !== null) paintVertical(frame, value, dash, frame.top * ratio);
  ctx.strokeStyle = ctx.fillStyle = palette.data;
  ctx.lineWidth = 1.25 * ratio;
  for (const path of model.paths) strokePath(frame, model.lambdas, path, []);
  ctx.restore();
}

export interface MarkedLambdas {
  best: number | null;
  oneStandardError: number | null;
}
