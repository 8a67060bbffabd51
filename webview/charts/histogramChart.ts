/** Histograms of one quantity over the steps, in the three columns; the one of the step shown stands sideways at the right. */
import { css, html, nothing, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import '../frame/stepPlot.js';
import { MERGED_PLOT_LEFT } from '../layout/layout.js';
import { shownStep, stepAxis } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import '../ui/info.js';
import type { About, DataTable } from '../ui/info.js';
import { styled } from '../ui/styled.js';
import { surfaceOf } from './canvas.js';
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
    css`
      .chart {
        position: relative;
      }
      .label {
        line-height: 16px;
        white-space: nowrap;
        grid-area: 1 / 1;
      }
      .label .second {
        display: block;
        font-size: 11px;
        line-height: 14px;
      }
      gl-info {
        opacity: 0;
      }
      .chart:hover gl-info,
      gl-info:focus-within {
        opacity: 1;
      }
      .ticks {
        position: relative;
        grid-area: 1 / 1;
        pointer-events: none;
      }
      .tick {
        position: absolute;
        right: 8px;
        font-size: 11px;
        line-height: 12px;
        color: var(--gl-text-second);
      }
      canvas {
        display: block;
      }
      @container inspector (max-width: 559px) {
        /* In the gutter, so that name and readings keep their room. */
        .chart gl-info {
          position: absolute;
          left: 2px;
          top: 1px;
        }
        .columns {
          grid-template-rows: 18px auto;
        }
        .label {
          grid-area: 1 / 1 / auto / -1;
        }
        .label .second {
          display: none;
        }
        .ticks {
          grid-area: 2 / 1;
          width: ${unsafeCSS(MERGED_PLOT_LEFT)}px;
        }
        gl-step-plot {
          grid-area: 2 / 2;
        }
        .reading {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { height, histograms } = this;
    const ticks = histograms ? histogramTicks(histograms.axis) : [];
    const rows = histograms ? rowsOf(histograms.axis) : 1;
    const shown = height < 80 ? ticks.filter((_, i) => i % 2 === 0) : ticks;
    return html`<div class="chart columns">
      <div class="label">
        ${this.name} ${this.about ? html`<gl-info .about=${this.about} .table=${this.table}></gl-info>` : nothing}
        <span class="second">${this.second}</span>
      </div>
      <div class="ticks" aria-hidden="true">
        ${shown.map(
          ({ row, value }) =>
            html`<span class="tick" ${styled({ top: `${Math.max(0, (row / rows) * height - 6)}px` })}
              >${formatTick(value)}</span
            >`,
        )}
      </div>
      <gl-step-plot class="plot" .store=${this.store} label=${this.label}
        ><canvas class="over-steps"></canvas
      ></gl-step-plot>
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
