/** Histograms of one quantity over the steps, in the three columns; the one of the step shown stands sideways at the right. */
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import '../frame/stepPlot.js';
import { shownStep, stepAxis } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import '../ui/info.js';
import type { About, DataTable } from '../ui/info.js';
import { styled } from '../ui/styled.js';
import { surfaceOf } from './canvas.js';
import { chartStyles } from './chartStyles.js';
import { columnAt } from './columnExtents.js';
import { histogramTicks, rowsOf } from './histogramAxis.js';
import { paintHistograms, paintSideways, type Histograms } from './histogramPainter.js';
import { paletteOf } from './palette.js';
import { formatTick } from './valueRange.js';

const SIDEWAYS_WIDTH = 150;

@customElement('gl-histogram-chart')
export class HistogramChart extends Panel {
  @property() name = '';
  @property() second = '';
  @property({ type: Number }) height = 96;
  @property({ attribute: false }) histograms: Histograms | null = null;
  @property() label = '';
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  @query('.over-steps') private overSteps!: HTMLCanvasElement;
  @query('.sideways') private sideways!: HTMLCanvasElement | null;
  private painted: unknown[] = [];

  static override styles = [
    panelStyles,
    chartStyles,
    css`
      canvas {
        display: block;
      }
      @container inspector (max-width: 559px) {
        .reading {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { height, histograms } = this;
    const rows = histograms ? rowsOf(histograms.axis) : 1;
    const ticks = histograms ? histogramTicks(histograms.axis, height / rows) : [];
    return html`<div class="chart columns">
      <div class="label">
        ${this.name} ${this.about ? html`<gl-info .about=${this.about} .table=${this.table}></gl-info>` : nothing}
        <span class="second">${this.second}</span>
      </div>
      <div class="ticks" aria-hidden="true">
        ${ticks.map(
          ({ row, value }) =>
            html`<span class="tick" ${styled({ top: `${Math.max(0, (row / rows) * height - 6)}px` })}
              >${formatTick(value)}</span
            >`,
        )}
      </div>
      <gl-step-plot class="plot" .store=${this.store} label=${this.label}
        ><canvas class="over-steps"></canvas
      ></gl-step-plot>
      <div class="turn"></div>
      <div class="reading">
        ${this.state.layout.merged ? nothing : html`<canvas class="sideways" aria-hidden="true"></canvas>`}
      </div>
    </div>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { state, histograms, height } = this;
    const axis = stepAxis(state);
    const palette = paletteOf(this, state.theme);
    const needs = [histograms, axis.last, axis.width, height, state.theme, devicePixelRatio];
    if (needs.some((need, i) => need !== this.painted[i])) {
      this.painted = needs;
      const surface = surfaceOf(this.overSteps, axis.width, height);
      if (histograms) paintHistograms(surface, histograms, (axis.width * surface.ratio) / axis.last, palette);
    }
    if (!this.sideways) return;
    const surface = surfaceOf(this.sideways, SIDEWAYS_WIDTH, height);
    if (histograms) paintSideways(surface, histograms, columnAt(histograms.extents, shownStep(state)), palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-histogram-chart': HistogramChart;
  }
}
