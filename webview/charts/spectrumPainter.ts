/** Paints a spectral density: its spread as a band, its mean as a line, eigenvalues known one by one as marks at the foot. */
import type { Surface } from './canvas.js';
import { haloed } from './curveMarks.js';
import { eigenFraction } from './eigenAxis.js';
import type { Palette } from './palette.js';
import type { SpectrumModel } from './spectrumModel.js';
import { fraction } from './valueRange.js';

/** Free room above the density, in CSS pixels, and below it. */
export const SPECTRUM_TOP = 14;
export const SPECTRUM_FOOT = 1;
const MARK_HEIGHT = 9;

export function spectrumTop(value: number, model: SpectrumModel, height: number): number {
  const share = Math.min(1, Math.max(0, fraction(value, model.range)));
  return SPECTRUM_TOP + (1 - share) * (height - SPECTRUM_TOP - SPECTRUM_FOOT);
}

export function paintSpectrum({ ctx, width, height, ratio }: Surface, model: SpectrumModel, palette: Palette): void {
  const xOf = (value: number) => eigenFraction(value, model.axis) * width;
  const yOf = (value: number) => spectrumTop(value, model, height / ratio) * ratio;
  const foot = height - SPECTRUM_FOOT * ratio;
  const hair = Math.max(1, Math.round(ratio));
  ctx.save();
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = hair;
  ctx.setLineDash([hair, 3 * hair]);
  for (const tick of model.ticks) {
    const y = Math.round(yOf(tick)) + (hair % 2) / 2;
    ctx.beginPath();
    ctx.moveTo(0, y);
    ctx.lineTo(width, y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.fillStyle = palette.grid;
  ctx.fillRect(Math.round(xOf(0)), SPECTRUM_TOP * ratio, hair, foot - SPECTRUM_TOP * ratio);
  ctx.fillRect(0, foot, width, hair);

  const along = (values: Float64Array, from: 'left' | 'right') => {
    for (let k = 0; k < values.length; k++) {
      const i = from === 'left' ? k : values.length - 1 - k;
      ctx.lineTo(xOf(model.grid[i]!), yOf(values[i]!));
    }
  };
  ctx.lineJoin = 'round';
  ctx.fillStyle = palette.data;
  ctx.globalAlpha = 0.14;
  ctx.beginPath();
  ctx.moveTo(xOf(model.grid[0]!), foot);
  along(model.values, 'left');
  ctx.lineTo(xOf(model.grid.at(-1)!), foot);
  ctx.fill();
  ctx.globalAlpha = palette.contrast ? 0.5 : 0.32;
  ctx.beginPath();
  along(model.upper, 'left');
  along(model.lower, 'right');
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.data;
  ctx.lineWidth = 1.25 * ratio;
  ctx.beginPath();
  along(model.values, 'left');
  ctx.stroke();

  ctx.fillStyle = palette.text;
  for (const mark of model.marks)
    ctx.fillRect(Math.round(xOf(mark) - hair / 2), foot - MARK_HEIGHT * ratio, hair, MARK_HEIGHT * ratio);
  if (model.limit !== null) paintLimit(ctx, model.limit);
  ctx.restore();

  function paintLimit(context: CanvasRenderingContext2D, limit: number): void {
    const x = Math.round(xOf(limit));
    context.fillStyle = palette.limit;
    context.fillRect(x, 0, Math.max(1, Math.round(1.25 * ratio)), foot);
    context.font = `${11 * ratio}px ${palette.font}`;
    const fits = x + 40 * ratio < width;
    context.textAlign = fits ? 'left' : 'right';
    haloed(context, 'limit', x + (fits ? 4 : -4) * ratio, 10 * ratio, palette.limit, palette);
    context.textAlign = 'left';
  }
}
