/** Paints the loss at disturbed inputs. Lengths in here are device pixels. */
import type { Surface } from '../../charts/canvas.js';
import type { Palette } from '../../charts/palette.js';
import { epsilonFraction, robustnessTop, type RobustnessModel } from './robustnessModel.js';

export function paintRobustness(surface: Surface, model: RobustnessModel, palette: Palette): void {
  const { ctx, width, height, ratio } = surface;
  const hair = Math.max(1, Math.round(ratio));
  const yOf = (value: number) => robustnessTop(value, model, height / ratio) * ratio;
  const level = (value: number, colour: string, dash: readonly number[]) => {
    const y = Math.round(yOf(value)) + (hair % 2) / 2;
    ctx.strokeStyle = colour;
    ctx.lineWidth = hair;
    ctx.setLineDash(dash.map((length) => length * hair));
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(width, y);
    ctx.stroke();
  };
  ctx.save();
  for (const tick of model.ticks) level(tick, palette.grid, [1, 3]);
  level(model.undisturbed, palette.total, [1, 3]);
  ctx.setLineDash([]);
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, height - hair, width, hair);

  ctx.strokeStyle = ctx.fillStyle = palette.total;
  ctx.lineWidth = 1.25 * ratio;
  ctx.lineJoin = 'round';
  for (const [values, dash] of [
    [model.noise, []],
    [model.gradientSign, [4, 3]],
  ] as const) {
    const places = values.flatMap((value, i) =>
      Number.isFinite(value) ? [[epsilonFraction(model.epsilons[i]!, model.span) * width, yOf(value)] as const] : [],
    );
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    for (const [x, y] of places) ctx.lineTo(x, y);
    ctx.stroke();
    for (const [x, y] of places) {
      ctx.beginPath();
      ctx.arc(x, y, 2 * ratio, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.restore();
}
