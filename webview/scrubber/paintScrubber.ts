/** Paints the scrubber: loss silhouette, epoch marks, base line solid where recorded and dotted where not yet. */
import type { TrainingSeries } from '../../src/protocol/inspector.js';
import { surfaceOf } from '../charts/canvas.js';
import type { ScrubberAxis } from './scrubberAxis.js';
import { silhouette } from './silhouette.js';

export const PLOT_HEIGHT = 36;
/** The silhouette leaves this to the handle and the marks above it. */
const HEAD_ROOM = 14;

export interface ScrubberPicture {
  scrubber: ScrubberAxis;
  series: readonly TrainingSeries[];
  /** x of the first step of each epoch. */
  epochs: readonly number[];
  height: number;
}

export function paintScrubber(canvas: HTMLCanvasElement, picture: ScrubberPicture): void {
  const { scrubber, series, epochs, height } = picture;
  const { width } = scrubber.axis;
  const { ctx, ratio } = surfaceOf(canvas, width, height);
  const style = getComputedStyle(canvas);
  ctx.scale(ratio, ratio);
  ctx.setLineDash([]);
  const base = height - 0.5;

  ctx.fillStyle = style.color;
  ctx.globalAlpha = series.length > 1 ? 0.25 : 0.4;
  for (const training of series) {
    const heights = silhouette(training, width, (first, last) => scrubber.extentOf(training.training, first, last));
    heights.forEach((share, x) => {
      const tall = share * (height - HEAD_ROOM);
      if (share > 0) ctx.fillRect(x, base - tall, 1, tall);
    });
  }

  ctx.globalAlpha = 0.34;
  for (const x of epochs) ctx.fillRect(Math.round(x), 0, 1, height);

  ctx.globalAlpha = 1;
  ctx.strokeStyle = style.color;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(0, base);
  ctx.lineTo(scrubber.recordedX, base);
  ctx.stroke();
  ctx.setLineDash([1, 3]);
  ctx.beginPath();
  ctx.moveTo(scrubber.recordedX, base);
  ctx.lineTo(width, base);
  ctx.stroke();
}
