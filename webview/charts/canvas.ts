/** A canvas whose pixels are the screen's. */

export interface Surface {
  ctx: CanvasRenderingContext2D;
  /** Device pixels. */
  width: number;
  height: number;
  /** Device pixels of one CSS pixel. */
  ratio: number;
}

/** Fits the canvas to a size in CSS pixels, clears it, and hands out its context. */
export function surfaceOf(canvas: HTMLCanvasElement, width: number, height: number): Surface {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  const [w, h] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, w, h);
  return { ctx, width: w, height: h, ratio };
}

let scratch: HTMLCanvasElement | null = null;

/** Paints an image of `columns` × `rows` colour words (0: nothing) over a box, each word a rectangle with sharp edges. */
export function paintImage(
  ctx: CanvasRenderingContext2D,
  words: Uint32Array,
  columns: number,
  box: { x: number; y: number; width: number; height: number },
): void {
  const rows = words.length / columns;
  if (columns < 1 || rows < 1) return;
  scratch ??= document.createElement('canvas');
  if (scratch.width < columns) scratch.width = columns;
  if (scratch.height < rows) scratch.height = rows;
  const bytes = new Uint8ClampedArray(words.buffer as ArrayBuffer, words.byteOffset, words.byteLength);
  scratch.getContext('2d')!.putImageData(new ImageData(bytes, columns, rows), 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(scratch, 0, 0, columns, rows, box.x, box.y, box.width, box.height);
}
