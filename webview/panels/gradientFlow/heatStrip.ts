/** The picture of one row of the heat map. Painted again when its data, its size or the theme changes, not while scrubbing. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { DecadeRange } from '../../../src/protocol/inspector.js';
import { surfaceOf } from '../../charts/canvas.js';
import type { HeatRow } from '../../charts/heatColumns.js';
import { paintHeatRow } from '../../charts/heatPainter.js';
import { paletteOf } from '../../charts/palette.js';
import { Panel } from '../../frame/panel.js';
import '../../frame/stepPlot.js';
import { shownSeries, stepAxis } from '../../state/selectors.js';
import type { InspectorState } from '../../state/state.js';

@customElement('gl-heat-strip')
export class HeatStrip extends Panel {
  @property({ attribute: false }) row!: HeatRow;
  @property({ attribute: false }) range!: DecadeRange;
  @property({ type: Number }) height = 18;
  @property() label = '';
  @query('canvas') private canvas!: HTMLCanvasElement;
  private painted: unknown[] = [];

  static override styles = css`
    :host {
      display: block;
    }
    canvas {
      display: block;
    }
  `;

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.layout !== before.layout || state.theme !== before.theme || state.status?.live !== before.status?.live;
  }

  override render() {
    return html`<gl-step-plot .store=${this.store} seekOn="drag" focusless label=${this.label}
      ><canvas></canvas
    ></gl-step-plot>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { state, row, range, height } = this;
    const series = shownSeries(state);
    if (!series) return;
    const axis = stepAxis(state);
    const recorded = (series.steps / axis.last) * axis.width * devicePixelRatio;
    const needs = [row, range, height, axis.width, recorded, state.theme, devicePixelRatio];
    if (needs.every((need, i) => need === this.painted[i])) return;
    this.painted = needs;
    const surface = surfaceOf(this.canvas, axis.width, height);
    paintHeatRow(surface, row, recorded, series.steps / series.size, range, paletteOf(this, state.theme));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-heat-strip': HeatStrip;
  }
}
