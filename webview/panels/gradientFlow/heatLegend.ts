/** The legend below the heat map: the ends of the ramp and the three marks. */
import { css, html, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DecadeRange } from '../../../src/protocol/inspector.js';
import { surfaceOf, type Surface } from '../../charts/canvas.js';
import { paintRamp } from '../../charts/heatPainter.js';
import { paintNonFinite, paintNotMeasured, paintZero } from '../../charts/marks.js';
import { paletteOf, type Palette } from '../../charts/palette.js';
import { formatTick } from '../../charts/valueRange.js';
import { Panel } from '../../frame/panel.js';
import type { InspectorState } from '../../state/state.js';
import { panelStyles } from '../../theme/panelStyles.js';

@customElement('gl-heat-legend')
export class HeatLegend extends Panel {
  @property({ attribute: false }) range!: DecadeRange;

  static override styles = [
    panelStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        font-size: 11px;
        line-height: 16px;
        color: var(--gl-text-second);
        white-space: nowrap;
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
    `,
  ];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.theme !== before.theme;
  }

  override render() {
    const { low, high } = this.range;
    return html`<span
        >${formatTick(Number(`1e${low}`))}<canvas class="ramp"></canvas>${formatTick(Number(`1e${high}`))}</span
      >
      <span><canvas class="zero"></canvas>zero</span>
      <span><canvas class="non-finite"></canvas>NaN, Inf</span>
      <span><canvas class="not-measured"></canvas>not measured</span>`;
  }

  override updated(changed: PropertyValues): void {
    super.updated(changed);
    const palette = paletteOf(this, this.state.theme);
    paintRamp(this.surface('.ramp', 92, 8), palette);
    this.mark('.zero', paintZero, palette);
    this.mark('.non-finite', paintNonFinite, palette);
    this.mark('.not-measured', paintNotMeasured, palette);
  }

  private surface(selector: string, width: number, height: number): Surface {
    return surfaceOf(this.renderRoot.querySelector(selector)!, width, height);
  }

  private mark(selector: string, paint: typeof paintZero, palette: Palette): void {
    const { ctx, width, height, ratio } = this.surface(selector, 26, 12);
    paint(ctx, { x: 0, y: 0, width, height }, palette, ratio);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-heat-legend': HeatLegend;
  }
}
