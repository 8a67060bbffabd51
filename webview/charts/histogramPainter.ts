/** Paints histograms over steps, and the one at the cursor sideways on the same axis. */
import { HISTOGRAM_BINS } from '../../src/protocol/records.js';
import { paintImage, type Surface } from './canvas.js';
import type { ColumnExtent } from './columnExtents.js';
import { table } from './heatPainter.js';
import { histogramRows, rowsOf, type HistogramAxis } from './histogramAxis.js';
import { paintNonFinite, paintNotMeasured } from './marks.js';
import type { Palette } from './palette.js';

export interface Histograms {
  /** Columns × HISTOGRAM_BINS. */
  counts: Uint32Array;
  axis: HistogramAxis;
  extents: readonly ColumnExtent[];
  /** Recorded steps: where the picture ends. */
  steps: number;
}

/** @param perStep device pixels of one step */
export function paintHistograms(surface: Surface, histograms: Histograms, perStep: number, palette: Palette): void {
  const { ctx, height, ratio } = surface;
  const { counts, axis, extents, steps } = histograms;
  const width = Math.max(1, Math.round(steps * perStep));
  const rows = rowsOf(axis);
  const words = new Uint32Array(width * rows);
  const measured = new Uint8Array(width);
  const colours = table(palette.ground);
  const broken: [number, number][] = [];
  extents.forEach(({ from, to }, column) => {
    const left = Math.max(0, Math.round(from * perStep));
    const right = Math.min(width, Math.max(left + 1, Math.round(to * perStep)));
    measured.fill(1, left, right);
    const own = histogramRows(counts, column, axis);
    const most = Math.max(...own);
    // All elements are NaN or infinite: there is nothing to count.
    if (most === 0) broken.push([left, right]);
    for (let row = 0; row < rows; row++) {
      if (own[row] === 0) continue;
      const word = colours[shade(own[row]!, most)]!;
      for (let x = left; x < right; x++) words[row * width + x] = word;
    }
  });
  paintImage(ctx, words, width, { x: 0, y: 0, width, height });
  for (const [left, right] of broken)
    paintNonFinite(ctx, { x: left, y: 0, width: Math.max(right - left, 3 * ratio), height }, palette, ratio);
  for (let start = 0; start < width; start++) {
    if (measured[start]) continue;
    let end = start + 1;
    while (end < width && !measured[end]) end++;
    paintNotMeasured(ctx, { x: start, y: 0, width: Math.max(end - start, 3 * ratio), height }, palette, ratio);
    start = end;
  }
}

/** Counts on the ramp by their logarithm, the fullest bin of the column at its end. */
function shade(count: number, most: number): number {
  return Math.round((0.12 + 0.88 * (most > 1 ? Math.log1p(count) / Math.log1p(most) : 1)) * 255);
}

export function paintSideways(surface: Surface, histograms: Histograms, column: number, palette: Palette): void {
  const { ctx, width, height, ratio } = surface;
  const hair = Math.max(1, Math.round(ratio));
  ctx.fillStyle = palette.grid;
  ctx.fillRect(0, 0, hair, height);
  if (column < 0) return;
  const own = histogramRows(histograms.counts, column, histograms.axis);
  const most = Math.max(...own);
  if (most === 0) return;
  ctx.fillStyle = palette.data;
  own.forEach((count, row) => {
    if (count === 0) return;
    const [top, foot] = [(row / own.length) * height, ((row + 1) / own.length) * height].map(Math.round) as [
      number,
      number,
    ];
    const length = Math.max(hair, (count / most) * (width - 2 * hair));
    ctx.fillRect(hair, top, length, Math.max(hair, foot - top - (foot - top > 3 ? hair : 0)));
  });
}

/** Number of finite elements of a column. */
export function elementsOf(counts: Uint32Array, column: number): number {
  let sum = 0;
  for (let bin = 0; bin < HISTOGRAM_BINS; bin++) sum += counts[column * HISTOGRAM_BINS + bin]!;
  return sum;
}
