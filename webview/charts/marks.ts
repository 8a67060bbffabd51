/** The three marks off the ramp, told by shape: zero is a line, NaN and Inf crosses, not measured hatching. */
import type { Palette } from './palette.js';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** All lengths are device pixels; `ratio` is how many make a CSS pixel. */
export function paintZero(ctx: CanvasRenderingContext2D, box: Box, palette: Palette, ratio: number): void {
  const thickness = Math.max(1, Math.round(ratio));
  ctx.fillStyle = palette['text-second'];
  ctx.fillRect(box.x, Math.round(box.y + (box.height - thickness) / 2), box.width, thickness);
}

export function paintNonFinite(ctx: CanvasRenderingContext2D, box: Box, palette: Palette, ratio: number): void {
  ctx.fillStyle = palette.limit;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  const wide = box.width >= 12 * ratio;
  // Narrow marks carry a column of small crosses, wide ones a row of large ones.
  const arm = wide ? Math.min(box.height * 0.6, 10 * ratio) : Math.min(box.width - ratio, 8 * ratio);
  const size = Math.max(2 * ratio, arm);
  const pitch = wide ? size + 5 * ratio : size + 3 * ratio;
  const columns = wide ? Math.max(1, Math.floor(box.width / pitch)) : 1;
  const rows = wide ? 1 : Math.max(1, Math.floor(box.height / pitch));
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  ctx.beginPath();
  for (let column = 0; column < columns; column++)
    for (let row = 0; row < rows; row++) {
      const x = box.x + box.width / 2 + (column - (columns - 1) / 2) * pitch;
      const y = box.y + box.height / 2 + (row - (rows - 1) / 2) * pitch;
      const half = size / 2;
      ctx.moveTo(x - half, y - half);
      ctx.lineTo(x + half, y + half);
      ctx.moveTo(x + half, y - half);
      ctx.lineTo(x - half, y + half);
    }
  ctx.strokeStyle = palette.background;
  ctx.lineWidth = (wide ? 1.25 : 1) * ratio;
  ctx.stroke();
  ctx.restore();
}

export function paintNotMeasured(ctx: CanvasRenderingContext2D, box: Box, palette: Palette, ratio: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.width, box.height);
  ctx.clip();
  ctx.beginPath();
  // Lines run through the whole canvas at one pitch, so that neighbouring gaps look like one paper.
  const pitch = 4 * ratio;
  const from = Math.floor((box.x - box.height) / pitch) * pitch;
  for (let x = from; x < box.x + box.width + pitch; x += pitch) {
    ctx.moveTo(x, box.y + box.height);
    ctx.lineTo(x + box.height, box.y);
  }
  ctx.strokeStyle = palette['text-second'];
  ctx.globalAlpha = palette.contrast ? 0.9 : 0.6;
  ctx.lineWidth = 0.75 * ratio;
  ctx.stroke();
  ctx.restore();
}
