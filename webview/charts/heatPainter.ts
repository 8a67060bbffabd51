/** Paints one row of the heat map: values on the ramp, marks off it. */
import { MARK, type DecadeRange } from '../../src/protocol/inspector.js';
import { paintImage, type Surface } from './canvas.js';
import { heatColumns, markRuns, type HeatRow } from './heatColumns.js';
import { paintNonFinite, paintNotMeasured, paintZero } from './marks.js';
import type { Palette } from './palette.js';
import { heatFraction, rampTable, type Ground } from './ramp.js';

const LEAST_MARK = 3;
const tables: Partial<Record<Ground, Uint32Array>> = {};
export const table = (ground: Ground): Uint32Array => (tables[ground] ??= rampTable(ground));

/**
 * @param recordedWidth device pixels that the recorded steps cover, from the left edge
 * @param covered buckets that these steps fill, a fraction where the last one is not full
 */
export function paintHeatRow(
  surface: Surface,
  row: HeatRow,
  recordedWidth: number,
  covered: number,
  range: DecadeRange,
  palette: Palette,
): void {
  const { ctx, height, ratio } = surface;
  if (row.buckets === 0 || recordedWidth < 0.5) return;
  const columns = Math.max(1, Math.round(recordedWidth));
  const { values, marks } = heatColumns(row, covered / columns, Math.ceil(LEAST_MARK * ratio), columns);
  const colours = table(palette.ground);
  const words = new Uint32Array(marks.length);
  for (let x = 0; x < words.length; x++)
    if (marks[x] === MARK.value) words[x] = colours[Math.round(heatFraction(values[x]!, range) * 255)]!;
  paintImage(ctx, words, words.length, { x: 0, y: 0, width: words.length, height });
  for (const [mark, from, to] of markRuns(marks)) {
    const box = { x: from, y: 0, width: to - from, height };
    if (mark === MARK.zero) paintZero(ctx, box, palette, ratio);
    else if (mark === MARK.nonFinite) paintNonFinite(ctx, box, palette, ratio);
    else if (mark === MARK.notMeasured) paintNotMeasured(ctx, box, palette, ratio);
  }
}

/** The ramp as the legend shows it, from the small end to the large one. */
export function paintRamp({ ctx, width, height }: Surface, palette: Palette): void {
  paintImage(ctx, table(palette.ground), 256, { x: 0, y: 0, width, height });
}
