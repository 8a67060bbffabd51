/**
 * A line chart in the three columns: name and ticks | plot | readings. In a narrow inspector name and readings share one
 * line above the plot, and the ticks stand left of it.
 */
import { css, html, nothing, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import uplotSheet from 'uplot/dist/uPlot.min.css';
import { Panel } from '../frame/panel.js';
import '../frame/stepPlot.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import '../ui/info.js';
import type { About, DataTable } from '../ui/info.js';
import { styled } from '../ui/styled.js';
import { chartStyles } from './chartStyles.js';
import type { LineModel } from './lineModel.js';
import { createLinePlot, FOOT, topOf, type LinePlot } from './linePlot.js';
import { paletteOf } from './palette.js';
import { readingRow, readingStyles, type Reading } from './reading.js';
import { formatTick, fraction } from './valueRange.js';
import type { XAxis } from './xAxis.js';

@customElement('gl-line-chart')
export class LineChart extends Panel {
  @property() name = '';
  /** Second line of the label: unit, scale. */
  @property() second = '';
  /** Height of the plot in CSS pixels: in three columns, and in the narrow layout. */
  @property({ attribute: false }) heights: readonly [number, number] = [104, 72];
  @property({ attribute: false }) model: LineModel | null = null;
  @property({ attribute: false }) axis: XAxis | null = null;
  @property({ attribute: false }) readings: readonly Reading[] = [];
  /** What the picture shows, in a sentence. */
  @property() label = '';
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  @query('.canvas') private target!: HTMLElement;
  private plot: LinePlot | null = null;
  private painted: unknown[] = [];

  static override styles = [
    panelStyles,
    readingStyles,
    unsafeCSS(uplotSheet),
    chartStyles,
    css`
      .canvas {
        overflow: hidden;
      }
    `,
  ];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.layout !== before.layout || state.theme !== before.theme;
  }

  override render() {
    const height = this.plotHeight();
    const ticks = this.shownTicks();
    return html`<div class="chart columns">
      <div class="label">
        ${this.name} ${this.about ? html`<gl-info .about=${this.about} .table=${this.table}></gl-info>` : nothing}
        <span class="second">${this.second}</span>
      </div>
      <div class="ticks" aria-hidden="true">
        ${ticks.map((tick) => html`<span class="tick" ${styled({ top: `${this.top(tick) - 6}px` })}>${formatTick(tick)}</span>`)}
      </div>
      <gl-step-plot class="plot" .store=${this.store} .axis=${this.axis} label=${this.label}
        ><div class="canvas" ${styled({ height: `${height}px` })}></div
      ></gl-step-plot>
      <div class="turn"></div>
      <div class="reading">${this.readings.map(readingRow)}</div>
    </div>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { model, state } = this;
    if (!model) return;
    const size = { width: state.layout.plotWidth, height: this.plotHeight() };
    const needs = [model, size.width, size.height, state.theme, devicePixelRatio];
    // Readings change at every move of the cursor; the picture does not.
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    this.plot ??= createLinePlot(this.target);
    this.plot.paint(model, size, paletteOf(this, state.theme));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.plot?.destroy();
    this.plot = null;
    this.painted = [];
  }

  private plotHeight(): number {
    return this.heights[this.state.layout.merged ? 1 : 0];
  }

  /** Low charts name only the largest tick, so that labels do not touch. */
  private shownTicks(): readonly number[] {
    const ticks = this.model?.ticks ?? [];
    const room = this.model ? this.rangeHeight(this.model) / 14 : 0;
    if (ticks.length <= room) return ticks;
    return room >= 2 ? [ticks[0]!, ticks.at(-1)!] : ticks.slice(-1);
  }

  private top(value: number): number {
    const model = this.model!;
    return topOf(model) + (1 - fraction(value, model.range)) * this.rangeHeight(model);
  }

  private rangeHeight(model: LineModel): number {
    return this.plotHeight() - topOf(model) - FOOT;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-line-chart': LineChart;
  }
}
