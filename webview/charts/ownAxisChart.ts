/** A chart whose x axis is not steps, in the three columns, with a cursor that reads it. */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import type { AxisLabel } from '../layout/axisPlaces.js';
import type { Layout } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import type { About, DataTable } from '../ui/info.js';
import { surfaceOf, type Surface } from './canvas.js';
import './chartFrame.js';
import './ownAxisPlot.js';
import { paletteOf, type Palette } from './palette.js';
import type { Reading } from './reading.js';
import { formatTick } from './valueRange.js';

@customElement('gl-own-axis-chart')
export class OwnAxisChart extends LitElement {
  @property() name = '';
  @property() second = '';
  /** What the picture shows, in a sentence. */
  @property() label = '';
  @property({ attribute: false }) layout!: Layout;
  @property({ attribute: false }) theme!: Theme;
  /** Height of the plot in CSS pixels: in three columns, and in the narrow layout. */
  @property({ attribute: false }) heights!: readonly [number, number];
  /** Values that are named at the left. */
  @property({ attribute: false }) ticks!: readonly number[];
  /** Pixels from the top of a plot that is so high, for a value. */
  @property({ attribute: false }) top!: (value: number, height: number) => number;
  /** Below a plot that is so wide. */
  @property({ attribute: false }) labels!: (width: number) => AxisLabel[];
  /** Another function: another picture. */
  @property({ attribute: false }) paint!: (surface: Surface, palette: Palette) => void;
  /** At a share of the width, or null where there is no cursor. */
  @property({ attribute: false }) readings!: (at: number | null) => Reading[];
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  /** The cursor's place as a share of the width. */
  @reactive() private at: number | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;
  private painted: unknown[] = [];

  static override styles = [
    panelStyles,
    css`
      canvas {
        display: block;
      }
    `,
  ];

  override render() {
    const width = this.layout.plotWidth;
    return html`<gl-chart-frame
      name=${this.name}
      second=${this.second}
      .about=${this.about}
      .table=${this.table}
      .ticks=${this.ticks.map((tick) => ({ top: this.top(tick, this.plotHeight()), text: formatTick(tick) }))}
      .labels=${this.labels(width)}
      .width=${width}
      .readings=${this.readings(this.at)}
    >
      <slot name="tools" slot="tools"></slot>
      <gl-own-axis-plot
        label=${this.label}
        .at=${this.at}
        @gl-at=${({ detail }: CustomEvent<number | null>) => (this.at = detail)}
        ><canvas></canvas
      ></gl-own-axis-plot>
    </gl-chart-frame>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const [width, height] = [this.layout.plotWidth, this.plotHeight()];
    const needs = [this.paint, width, height, this.theme, devicePixelRatio];
    // Readings change at every move of the cursor; the picture does not.
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    this.paint(surfaceOf(this.canvas, width, height), paletteOf(this, this.theme));
  }

  private plotHeight(): number {
    return this.heights[this.layout.merged ? 1 : 0];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-own-axis-chart': OwnAxisChart;
  }
}
