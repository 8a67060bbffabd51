/** Lines with places of their own, and points with brackets, over a uPlot. Lengths are device pixels. */
import type uPlot from 'uplot';
import type { Brackets, Curve } from './lineModel.js';
import type { Palette } from './palette.js';

/** CSS pixels from one point to the next that leave them apart. */
const POINT_ROOM = 12;

export function paintCurves(u: uPlot, curves: readonly Curve[], palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  for (const curve of curves) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top - ratio, bbox.width, bbox.height + 2 * ratio);
    ctx.clip();
    ctx.strokeStyle = ctx.fillStyle = palette[curve.role];
    ctx.globalAlpha = curve.alpha ?? 1;
    ctx.lineWidth = curve.width * ratio;
    ctx.lineJoin = 'round';
    ctx.setLineDash((curve.dash ?? []).map((length) => length * ratio));
    ctx.beginPath();
    const points = trace(u, curve);
    ctx.stroke();
    const room = curve.measured && curve.x.length * POINT_ROOM * ratio < bbox.width;
    // A value between two gaps has no line: it stands as a point.
    for (const [x, y] of room ? points.all : points.alone) {
      ctx.beginPath();
      ctx.arc(x, y, 1.75 * ratio, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }
  for (const curve of curves) if (curve.name) paintName(u, curve, curve.name, palette);
}

type Place = [x: number, y: number];

/** Draws the path of a curve; returns its points, and those that no line reaches. */
function trace(u: uPlot, { x, y, stepped }: Curve): { all: Place[]; alone: Place[] } {
  const { ctx } = u;
  const at = (i: number): Place | null =>
    i >= 0 && i < y.length && isShown(u, y[i]!) ? [u.valToPos(x[i]!, 'x', true), u.valToPos(y[i]!, 'y', true)] : null;
  const [all, alone]: [Place[], Place[]] = [[], []];
  for (let i = 0; i < y.length; i++) {
    const [point, before] = [at(i), at(i - 1)];
    if (!point) continue;
    all.push(point);
    if (!before) {
      ctx.moveTo(...point);
      if (!at(i + 1)) alone.push(point);
    } else {
      if (stepped) ctx.lineTo(point[0], before[1]);
      ctx.lineTo(...point);
    }
  }
  return { all, alone };
}

/** The name stands above the line, right of its last change, or at its right end where that leaves no room. */
function paintName(u: uPlot, { x, y, role }: Curve, name: string, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  let last = y.length - 1;
  while (last >= 0 && !isShown(u, y[last]!)) last--;
  if (last < 0) return;
  let change = last;
  while (change > 0 && y[change - 1] === y[last]) change--;
  const value = u.valToPos(y[last]!, 'y', true);
  const line = Math.min(Math.max(value, bbox.top), bbox.top + bbox.height);
  const width = ctx.measureText(name).width;
  const left = Math.min(u.valToPos(x[change]!, 'x', true) + 4 * ratio, bbox.left + bbox.width - width - 2 * ratio);
  const above = line - 4 * ratio - 11 * ratio >= 0;
  haloed(ctx, name, left, above ? line - 4 * ratio : line + 13 * ratio, palette[role], palette);
}

/** Text over lines: the background keeps them from running through it. */
export function haloed(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  palette: Palette,
): void {
  ctx.textBaseline = 'alphabetic';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.strokeStyle = palette.background;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

const CAP = 3;

export function paintBrackets(u: uPlot, { x, y, lower, upper, role }: Brackets, palette: Palette): void {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  const [top, foot] = [bbox.top, bbox.top + bbox.height];
  const inside = (pixel: number) => Math.min(Math.max(pixel, top), foot);
  const hair = Math.max(1, Math.round(ratio));
  for (let i = 0; i < x.length; i++) {
    const left = Math.round(u.valToPos(x[i]!, 'x', true));
    ctx.fillStyle = palette[role];
    if (Number.isFinite(lower[i]) && Number.isFinite(upper[i])) {
      const at = (end: number) => inside(isShown(u, end) ? u.valToPos(end, 'y', true) : foot);
      const [high, low] = [Math.round(at(upper[i]!)), Math.round(at(lower[i]!))];
      const from = left - Math.floor(hair / 2);
      ctx.fillRect(from, high, hair, low - high);
      for (const [end, pixel] of [
        [upper[i]!, high],
        [lower[i]!, low],
      ] as const)
        // An end beyond the range has no cap: it goes on.
        if (isShown(u, end) && pixel === Math.round(u.valToPos(end, 'y', true)))
          ctx.fillRect(left - CAP * ratio, pixel - Math.floor(hair / 2), 2 * CAP * ratio + 1, hair);
    }
    if (!isShown(u, y[i]!)) continue;
    const middle = u.valToPos(y[i]!, 'y', true);
    if (middle < top || middle > foot) continue;
    ctx.beginPath();
    ctx.arc(left, middle, 2.25 * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
}

const isShown = (u: uPlot, value: number) => Number.isFinite(value) && (u.scales['y']?.distr !== 3 || value > 0);
