/**
 * A symmetric matrix as a picture: sizes of the entries on the ramp, lines between blocks, and a cell that the pointer or the
 * arrow keys move. Tells the cell by `gl-cell`: [row, column], or null.
 */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import type { InspectorState } from '../state/state.js';
import { styled } from '../ui/styled.js';
import { paintImage, surfaceOf } from './canvas.js';
import { table } from './heatPainter.js';
import { heatFraction } from './ramp.js';
import { matrixCells, type SquareMatrix } from './matrixModel.js';
import { newest } from './newest.js';
import { paletteOf, type Palette } from './palette.js';
import { paintNonFinite } from './marks.js';

export type Cell = readonly [row: number, column: number];

@customElement('gl-matrix-picture')
export class MatrixPicture extends Panel {
  @property({ attribute: false }) matrix!: SquareMatrix;
  /** Of the square, in CSS pixels. */
  @property({ type: Number }) side = 280;
  @property() label = '';
  @property({ attribute: false }) cell: Cell | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;
  private readonly cells = newest(matrixCells);
  private painted: unknown[] = [];

  static override styles = css`
    :host {
      display: block;
      position: relative;
      width: max-content;
    }
    canvas {
      display: block;
    }
    .cross {
      position: absolute;
      inset: 0 auto auto 0;
      pointer-events: none;
    }
    .across {
      width: 100%;
      border-top: 1px dashed var(--gl-cursor);
    }
    .down {
      height: 100%;
      border-left: 1px dashed var(--gl-cursor);
    }
    :host(:focus-visible) {
      outline: 1px solid var(--gl-focus);
      outline-offset: -1px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.setAttribute('tabindex', '0');
    this.addEventListener('pointermove', this.onMove);
    this.addEventListener('pointerleave', this.clear);
    this.addEventListener('blur', this.clear);
    this.addEventListener('keydown', this.onKey);
  }

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.theme !== before.theme;
  }

  override render() {
    const at = (row: number) => `${((row + 0.5) / this.matrix.size) * this.side}px`;
    return html`<canvas></canvas>${
        this.cell
          ? html`<div class="cross across" ${styled({ top: at(this.cell[0]) })}></div>
              <div class="cross down" ${styled({ left: at(this.cell[1]) })}></div>`
          : nothing
      }`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.setAttribute('aria-label', this.label);
    const { matrix, side, state } = this;
    const needs = [matrix, side, state.theme, devicePixelRatio];
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    this.paint(paletteOf(this, state.theme));
  }

  private paint(palette: Palette): void {
    const { matrix, side } = this;
    const surface = surfaceOf(this.canvas, side, side);
    const { ctx, width, ratio } = surface;
    const cells = this.cells(matrix, width);
    const colours = table(palette.ground);
    const words = Uint32Array.from(cells.sizes, (size) =>
      size > 0 ? colours[Math.round(heatFraction(size, cells) * 255)]! : 0,
    );
    paintImage(ctx, words, cells.side, { x: 0, y: 0, width, height: width });
    const cell = width / cells.side;
    cells.sizes.forEach((size, i) => {
      if (Number.isFinite(size)) return;
      const [x, y] = [(i % cells.side) * cell, Math.floor(i / cells.side) * cell];
      paintNonFinite(
        ctx,
        { x, y, width: Math.max(cell, 3 * ratio), height: Math.max(cell, 3 * ratio) },
        palette,
        ratio,
      );
    });
    ctx.fillStyle = palette.text;
    const hair = Math.max(1, Math.round(ratio));
    for (const { from } of matrix.blocks) {
      const place = Math.round((from / matrix.size) * width);
      if (from === 0) continue;
      ctx.fillRect(place, 0, hair, width);
      ctx.fillRect(0, place, width, hair);
    }
    ctx.strokeStyle = palette.text;
    ctx.lineWidth = hair;
    ctx.strokeRect(hair / 2, hair / 2, width - hair, width - hair);
  }

  private readonly onMove = (event: PointerEvent): void => {
    const { left, top } = this.getBoundingClientRect();
    this.move(
      ((event.clientY - top) / this.side) * this.matrix.size,
      ((event.clientX - left) / this.side) * this.matrix.size,
    );
  };

  private readonly clear = (): void => this.tell(null);

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const stride = event.shiftKey ? 10 : 1;
    const middle = Math.floor(this.matrix.size / 2);
    const [row, column] = this.cell ?? [middle, middle];
    const next = {
      ArrowLeft: [row, column - stride],
      ArrowRight: [row, column + stride],
      ArrowUp: [row - stride, column],
      ArrowDown: [row + stride, column],
    }[event.key];
    if (!next && !(event.key === 'Escape' && this.cell)) return;
    event.preventDefault();
    if (next) this.move(next[0]!, next[1]!);
    else this.tell(null);
  };

  private move(row: number, column: number): void {
    const inside = (index: number) => Math.min(Math.max(Math.floor(index), 0), this.matrix.size - 1);
    this.tell([inside(row), inside(column)]);
  }

  private tell(cell: Cell | null): void {
    if (cell?.[0] === this.cell?.[0] && cell?.[1] === this.cell?.[1]) return;
    this.dispatchEvent(new CustomEvent<Cell | null>('gl-cell', { detail: cell }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-matrix-picture': MatrixPicture;
  }
}
