/** A chart of a comparison in the three columns. Its cursor is that of all charts: the panel keeps it. */
import { html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import uplotSheet from 'uplot/dist/uPlot.min.css';
import '../charts/chartFrame.js';
import type { LineModel } from '../charts/lineModel.js';
import { createLinePlot, FOOT, topOf, type LinePlot } from '../charts/linePlot.js';
import '../charts/ownAxisPlot.js';
import { paletteOf } from '../charts/palette.js';
import type { Reading } from '../charts/reading.js';
import { formatTick, fraction } from '../charts/valueRange.js';
import type { AxisLabel } from '../layout/axisPlaces.js';
import type { Layout } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import type { About, DataTable } from '../ui/info.js';
import { styled } from '../ui/styled.js';

@customElement('gl-comparison-chart')
export class ComparisonChart extends LitElement {
  @property() name = '';
  @property() second = '';
  /** What the picture shows, in a sentence. */
  @property() label = '';
  @property({ attribute: false }) model!: LineModel;
  @property({ attribute: false }) labels: readonly AxisLabel[] | null = null;
  @property({ attribute: false }) layout!: Layout;
  @property({ attribute: false }) theme!: Theme;
  @property({ attribute: false }) height = 120;
  @property({ attribute: false }) at: number | null = null;
  @property({ attribute: false }) readings: readonly Reading[] = [];
  @property({ attribute: false }) about!: About;
  @property({ attribute: false }) table!: () => DataTable;
  @query('.canvas') private target!: HTMLElement;
  /** The event of the plot within, which stays in this element's own tree. */
  private readonly moved = ({ detail }: CustomEvent<number | null>): void =>
    void this.dispatchEvent(new CustomEvent('gl-at', { detail }));

  private plot: LinePlot | null = null;
  private painted: unknown[] = [];

  static override styles = [panelStyles, unsafeCSS(uplotSheet)];

  override render() {
    const { model, height, layout } = this;
    const room = height - topOf(model) - FOOT;
    const ticks = model.ticks.map((tick) => ({
      top: topOf(model) + (1 - fraction(tick, model.range)) * room,
      text: formatTick(tick),
    }));
    return html`<gl-chart-frame
      name=${this.name}
      second=${this.second}
      .about=${this.about}
      .table=${this.table}
      .ticks=${ticks}
      .labels=${this.labels}
      .width=${layout.plotWidth}
      .readings=${this.readings}
    >
      <gl-own-axis-plot label=${this.label} .at=${this.at} @gl-at=${this.moved}
        ><div class="canvas" ${styled({ height: `${height}px`, overflow: 'hidden' })}></div
      ></gl-own-axis-plot>
    </gl-chart-frame>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const size = { width: this.layout.plotWidth, height: this.height };
    const needs = [this.model, size.width, size.height, this.theme, devicePixelRatio];
    // Readings change at every move of the cursor; the picture does not.
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    this.plot ??= createLinePlot(this.target);
    this.plot.paint(this.model, size, paletteOf(this, this.theme));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.plot?.destroy();
    this.plot = null;
    this.painted = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-comparison-chart': ComparisonChart;
  }
}
