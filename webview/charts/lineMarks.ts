/** What stands behind and above the lines of a line chart. Lengths are device pixels. */
import type uPlot from 'uplot';
import { formatNumber } from '../../src/format/number.js';
import { paintBrackets, paintCurves } from './curveMarks.js';
import { apart, type LineModel, type Span } from './lineModel.js';
import { paintNonFinite, paintNotMeasured, type Box } from './marks.js';
import type { Palette } from './palette.js';

const FOOT_BAND = 8;

export function paintBehind(u: uPlot, model: LineModel, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const hair = Math.max(1, Math.round(ratio));
  ctx.save();
  if (model.band) {
    const top = u.valToPos(model.band.to, 'y', true);
    const foot = u.valToPos(model.band.from, 'y', true);
    ctx.fillStyle = palette.grid;
    ctx.globalAlpha = 0.55;
    ctx.fillRect(bbox.left, top, bbox.width, foot - top);
    ctx.globalAlpha = 1;
  }
  ctx.fillStyle = palette.grid;
  for (const { x } of model.epochs) {
    if (x <= model.span.from) continue;
    ctx.fillRect(Math.round(u.valToPos(x, 'x', true)), 0, hair, bbox.top + bbox.height);
  }
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = hair;
  for (const tick of model.ticks) {
    const y = Math.round(u.valToPos(tick, 'y', true)) + (hair % 2) / 2;
    ctx.setLineDash(tick === model.base ? [] : [hair, 3 * hair]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  }
  ctx.restore();
}

export function paintAbove(u: uPlot, model: LineModel, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${11 * ratio}px ${palette.font}`;
  paintEpochLabels(u, model, palette);
  for (const gap of model.notMeasured ?? []) paintNotMeasured(ctx, footBand(u, gap), palette, ratio);
  paintCurves(u, model.curves ?? [], palette);
  for (const points of model.points) paintPoints(u, points, palette);
  for (const brackets of model.brackets ?? []) paintBrackets(u, brackets, palette);
  for (const span of model.nonFinite) {
    const box = footBand(u, span);
    paintNonFinite(ctx, box, palette, ratio);
    ctx.fillStyle = palette.limit;
    ctx.textBaseline = 'middle';
    const room = box.x - bbox.left > 32 * ratio;
    ctx.textAlign = room ? 'right' : 'left';
    const at = [room ? box.x - 4 * ratio : box.x + box.width + 4 * ratio, box.y + box.height / 2] as const;
    ctx.strokeStyle = palette.background;
    ctx.lineWidth = 4 * ratio;
    ctx.strokeText('NaN', ...at);
    ctx.fillText('NaN', ...at);
    ctx.textAlign = 'left';
  }
  paintBeyond(u, model, palette);
  ctx.restore();
}

/** At the foot of the plot, wide enough to be seen. */
function footBand({ bbox, valToPos }: uPlot, { from, to }: Span): Box {
  const start = valToPos(from, 'x', true);
  const width = Math.max(3 * devicePixelRatio, valToPos(to, 'x', true) - start);
  const height = FOOT_BAND * devicePixelRatio;
  return { x: Math.min(start, bbox.left + bbox.width - width), y: bbox.top + bbox.height - height, width, height };
}

function paintEpochLabels(u: uPlot, model: LineModel, palette: Palette): void {
  const { ctx, bbox } = u;
  ctx.fillStyle = palette['text-second'];
  ctx.textBaseline = 'top';
  let free = -Infinity;
  for (const { x, label } of model.epochs) {
    const left = u.valToPos(x, 'x', true) + 4 * devicePixelRatio;
    if (!label || left < free) continue;
    const width = ctx.measureText(label).width;
    if (left + width > bbox.left + bbox.width) continue;
    ctx.fillText(label, left, 0);
    free = left + width + 6 * devicePixelRatio;
  }
}

/** A dashed line joins the points, but not across one that is NaN or that the scale cannot show. */
function paintPoints(u: uPlot, { x, y, role }: LineModel['points'][number], palette: Palette): void {
  const { ctx } = u;
  const ratio = devicePixelRatio;
  const log = u.scales['y']?.distr === 3;
  const at = Array.from(x, (place, i): [number, number] | null =>
    Number.isFinite(y[i]) && (!log || y[i]! > 0) ? [u.valToPos(place, 'x', true), u.valToPos(y[i]!, 'y', true)] : null,
  );
  ctx.strokeStyle = ctx.fillStyle = palette[role];
  ctx.lineWidth = ratio;
  ctx.setLineDash([3 * ratio, 3 * ratio]);
  ctx.beginPath();
  at.forEach((point, i) => {
    if (point && at[i - 1]) ctx.lineTo(...point);
    else if (point) ctx.moveTo(...point);
  });
  ctx.stroke();
  ctx.setLineDash([]);
  // Many points are a line already.
  const radius = at.length > 0 && u.bbox.width / at.length < 7 * ratio ? 1.5 : 3;
  for (const point of at) {
    if (!point) continue;
    ctx.beginPath();
    ctx.arc(...point, radius * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
}

function paintBeyond(u: uPlot, model: LineModel, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const perPixel = (model.span.to - model.span.from) / (bbox.width || 1);
  ctx.fillStyle = palette.text;
  ctx.textBaseline = 'middle';
  for (const { x, value } of apart(model.beyond, 56 * ratio * perPixel)) {
    const left = u.valToPos(x, 'x', true);
    const top = bbox.top - 6 * ratio;
    ctx.beginPath();
    ctx.moveTo(left, top - 4 * ratio);
    ctx.lineTo(left - 4 * ratio, top + 3 * ratio);
    ctx.lineTo(left + 4 * ratio, top + 3 * ratio);
    ctx.fill();
    const text = formatNumber(value);
    const room = bbox.left + bbox.width - left - 8 * ratio;
    const fits = ctx.measureText(text).width <= room;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.fillText(text, left + (fits ? 8 : -8) * ratio, top);
  }
  ctx.textAlign = 'left';
}
