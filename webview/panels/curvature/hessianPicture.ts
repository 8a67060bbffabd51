/** Every second derivative of a small model: sizes as a picture, and the entry under the cursor with its sign. */
import { css, html } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { formatNumber, formatShare } from '../../../src/format/number.js';
import type { MeasuredAt } from '../../../src/protocol/curvature.js';
import type { DenseHessian } from '../../../src/protocol/measurements.js';
import { surfaceOf } from '../../charts/canvas.js';
import '../../charts/chartFrame.js';
import { paintRamp } from '../../charts/heatPainter.js';
import { matrixCells, negativeEntries, rowName } from '../../charts/matrixModel.js';
import '../../charts/matrixPicture.js';
import type { Cell } from '../../charts/matrixPicture.js';
import { newest } from '../../charts/newest.js';
import { paletteOf } from '../../charts/palette.js';
import type { Reading } from '../../charts/reading.js';
import { formatTick } from '../../charts/valueRange.js';
import { Panel } from '../../frame/panel.js';
import { panelStyles } from '../../theme/panelStyles.js';
import type { DataTable } from '../../ui/info.js';
import { shortLayer } from '../gradientFlow/flowItems.js';
import { hessianAbout } from './aboutWords.js';
import { sampleAndStep } from './trackReadings.js';

const MOST_SIDE = 300;
/** Names of blocks nearer than this would touch. */
const NAME_ROOM = 13;

@customElement('gl-hessian-picture')
export class HessianPicture extends Panel {
  @property({ attribute: false }) measured!: MeasuredAt<DenseHessian>;
  @reactive() private cell: Cell | null = null;
  private readonly negative = newest(negativeEntries);
  private readonly range = newest((matrix: DenseHessian, side: number) => matrixCells(matrix, side * devicePixelRatio));

  static override styles = [
    panelStyles,
    css`
      .legend {
        display: flex;
        align-items: center;
        gap: 0 8px;
        margin-top: 4px;
        flex-wrap: wrap;
        white-space: nowrap;
        font-size: 11px;
        line-height: 16px;
        color: var(--gl-text-second);
      }
    `,
  ];

  override render() {
    const { step, payload } = this.measured;
    const side = this.side();
    const range = this.range(payload, side);
    return html`<gl-chart-frame
      name="Hessian"
      second=${sampleAndStep({ ...payload, step })}
      .about=${hessianAbout}
      .table=${() => blockTable(payload)}
      .ticks=${this.names(side)}
      .readings=${this.readings()}
    >
      <gl-matrix-picture
        .store=${this.store}
        .matrix=${payload}
        .side=${side}
        .cell=${this.cell}
        label=${this.label()}
        @gl-cell=${({ detail }: CustomEvent<Cell | null>) => (this.cell = detail)}
      ></gl-matrix-picture>
      <div class="legend" aria-hidden="true">
        <span>${formatTick(10 ** range.low)}</span><canvas class="ramp"></canvas
        ><span>${formatTick(10 ** range.high)}</span><span>size of an entry; zero is empty</span>
      </div>
    </gl-chart-frame>`;
  }

  override updated(): void {
    const ramp = this.renderRoot.querySelector<HTMLCanvasElement>('.ramp');
    if (ramp) paintRamp(surfaceOf(ramp, 90, 8), paletteOf(this, this.state.theme));
  }

  private side(): number {
    return Math.min(MOST_SIDE, this.state.layout.plotWidth);
  }

  /** Names of layers beside their blocks. */
  private names(side: number): { top: number; text: string }[] {
    const { size, blocks } = this.measured.payload;
    let free = -Infinity;
    return blocks.flatMap(({ name, from }, i) => {
      const to = blocks[i + 1]?.from ?? size;
      const top = (((from + to) / 2) * side) / size;
      if (top < free) return [];
      free = top + NAME_ROOM;
      return [{ top, text: shortLayer(name) }];
    });
  }

  private readings(): Reading[] {
    const matrix = this.measured.payload;
    const row = (name: string, value: string): Reading => ({ shape: 'none', role: 'text', name, value });
    const readings = [
      row('parameters', String(matrix.size)),
      row('entries below zero', formatShare(this.negative(matrix))),
    ];
    if (!this.cell) return readings;
    const [i, j] = this.cell;
    const value = matrix.values[i * matrix.size + j]!;
    return [
      ...readings,
      row('row', rowName(matrix, i)),
      row('column', rowName(matrix, j)),
      row('entry', formatNumber(value)),
    ];
  }

  private label(): string {
    const { step, payload } = this.measured;
    const { size, blocks } = payload;
    const at = this.cell
      ? ` Row ${rowName(payload, this.cell[0])}, column ${rowName(payload, this.cell[1])}: ` +
        `${formatNumber(payload.values[this.cell[0] * size + this.cell[1]]!)}.`
      : '';
    return `Hessian at step ${step}: ${size} × ${size} entries in ${blocks.length} blocks.${at}`;
  }
}

/** Largest entry of each pair of layers: what the picture shows, in few numbers. */
function blockTable({ size, values, blocks }: DenseHessian): DataTable {
  const end = (i: number) => blocks[i + 1]?.from ?? size;
  const largest = (i: number, j: number): string => {
    let most = 0;
    for (let row = blocks[i]!.from; row < end(i); row++)
      for (let column = blocks[j]!.from; column < end(j); column++) {
        const value = values[row * size + column]!;
        if (!(Math.abs(value) <= Math.abs(most))) most = value;
      }
    return formatNumber(most);
  };
  return {
    columns: ['largest entry', ...blocks.map(({ name }) => shortLayer(name))],
    rows: blocks.map(({ name }, i) => [shortLayer(name), ...blocks.map((_, j) => largest(i, j))]),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-hessian-picture': HessianPicture;
  }
}
