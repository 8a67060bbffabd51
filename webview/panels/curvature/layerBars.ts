/** λ1 of each layer's diagonal block as a bar from zero, beside λ1 of the whole model, which none of them exceeds. */
import { css, html, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { formatNumber } from '../../../src/format/number.js';
import type { RitzValue } from '../../../src/protocol/records.js';
import '../../charts/chartFrame.js';
import { eigenAxis, eigenFraction, eigenTicks, type EigenAxis } from '../../charts/eigenAxis.js';
import { Panel } from '../../frame/panel.js';
import { axisLabelRow } from '../../frame/axisLabelRow.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { styled } from '../../ui/styled.js';
import { shortLayer } from '../gradientFlow/flowItems.js';

export type LayerValue = { layer: string } & RitzValue;
const MOST_LAYERS = 16;

@customElement('gl-layer-bars')
export class LayerBars extends Panel {
  @property({ attribute: false }) layers: readonly LayerValue[] = [];
  /** λ1 of the whole model. */
  @property({ attribute: false }) whole: number | null = null;
  @reactive() private showsAll = false;

  static override styles = [
    panelStyles,
    css`
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        height: 18px;
        line-height: 18px;
      }
      .label {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        padding-right: 8px;
      }
      .plot {
        position: relative;
      }
      .bar,
      .whole,
      .zero {
        position: absolute;
        left: 0;
      }
      .bar {
        top: 5px;
        height: 8px;
        background: var(--gl-data);
      }
      @media (forced-colors: active) {
        .bar {
          background: CanvasText;
          forced-color-adjust: none;
        }
      }
      .whole {
        inset-block: 0;
        border-left: 1px dashed var(--gl-text);
      }
      .zero {
        inset-block: 0;
        border-left: 1px solid var(--gl-grid);
      }
      .reading {
        display: flex;
        justify-content: space-between;
        gap: 8px;
        white-space: nowrap;
      }
      .axis {
        grid-column: 2;
        position: relative;
        color: var(--gl-text-second);
      }
      .axis span {
        position: absolute;
        left: 0;
        white-space: nowrap;
      }
      .more {
        margin-left: 24px;
      }
      @container inspector (max-width: 559px) {
        li.columns {
          grid-template-columns: 84px minmax(0, 1fr) 56px;
        }
        li .label,
        li .reading {
          grid-column: auto;
          grid-row: auto;
        }
        li .reading {
          justify-content: flex-end;
          padding-left: 8px;
        }
        li .reading .second {
          display: none;
        }
        .axis {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { layers } = this;
    const axis = this.axis();
    const width = this.state.layout.plotWidth;
    const shown = this.showsAll ? layers : layers.slice(0, MOST_LAYERS);
    return html`<ul aria-label="λ₁ by layer">
        ${shown.map((layer) => this.row(layer, axis))}
      </ul>
      <div class="columns" aria-hidden="true">
        <div class="axis">${axisLabelRow(eigenTicks(axis, width), null, width)}</div>
      </div>
      ${
        layers.length > MOST_LAYERS
          ? html`<button
              class="link more"
              aria-expanded=${this.showsAll}
              @click=${() => (this.showsAll = !this.showsAll)}
            >
              ${this.showsAll ? 'Show Fewer' : `Show All ${layers.length}`}
            </button>`
          : nothing
      }`;
  }

  private row({ layer, value, residual }: LayerValue, axis: EigenAxis) {
    const at = (place: number) => Math.min(1, Math.max(0, eigenFraction(place, axis))) * 100;
    const [from, to] = [at(Math.min(0, value)), at(Math.max(0, value))];
    return html`<li class="columns">
      <span class="label" title=${layer}>${shortLayer(layer)}</span>
      <span class="plot" aria-hidden="true">
        <span class="zero" ${styled({ left: `${at(0)}%` })}></span>
        <span class="bar" ${styled({ left: `${from}%`, width: `max(1px, ${to - from}%)` })}></span>
        ${this.whole === null ? nothing : html`<span class="whole" ${styled({ left: `${at(this.whole)}%` })}></span>`}
      </span>
      <span class="reading">
        <span class="second">residual ${formatNumber(residual)}</span><span>${formatNumber(value)}</span>
      </span>
    </li>`;
  }

  private axis(): EigenAxis {
    const values = this.layers.map(({ value }) => value);
    const all = this.whole === null ? values : [...values, this.whole];
    return eigenAxis(Math.min(0, ...all), Math.max(0, ...all) * 1.02, 'linear');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-layer-bars': LayerBars;
  }
}
