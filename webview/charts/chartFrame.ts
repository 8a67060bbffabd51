/**
 * The three columns around a chart that has an x axis of its own: name and ticks | what is slotted | readings, and below the
 * plot the labels of its axis. Charts over steps are line charts and bring these themselves.
 */
import { css, html, LitElement, nothing, unsafeCSS } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { axisLabelRow } from '../frame/axisLabelRow.js';
import type { AxisLabel } from '../layout/axisPlaces.js';
import { MERGED_PLOT_LEFT } from '../layout/layout.js';
import { panelStyles } from '../theme/panelStyles.js';
import '../ui/info.js';
import type { About, DataTable } from '../ui/info.js';
import { styled } from '../ui/styled.js';
import { chartStyles } from './chartStyles.js';
import { readingRow, readingStyles, type Reading } from './reading.js';

@customElement('gl-chart-frame')
export class ChartFrame extends LitElement {
  @property() name = '';
  /** Second line of the label. */
  @property() second = '';
  @property({ attribute: false }) about: About | null = null;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  /** Ticks of the vertical axis, at pixels from the top of the plot. */
  @property({ attribute: false }) ticks: readonly { top: number; text: string }[] = [];
  /** Labels below the plot; null: none. */
  @property({ attribute: false }) labels: readonly AxisLabel[] | null = null;
  /** Of the plot, for the labels. */
  @property({ type: Number }) width = 0;
  @property({ attribute: false }) readings: readonly Reading[] = [];

  static override styles = [
    panelStyles,
    readingStyles,
    chartStyles,
    css`
      .chart {
        grid-template-rows: auto minmax(0, 1fr);
      }
      .chart > .label {
        grid-row: 1 / span 2;
      }
      .plot {
        grid-area: 1 / 2;
      }
      .reading {
        grid-area: 1 / 3 / span 2;
      }
      .part {
        white-space: nowrap;
      }
      .axis {
        position: relative;
        grid-area: 2 / 2;
        color: var(--gl-text-second);
      }
      .axis span {
        position: absolute;
        left: 0;
        white-space: nowrap;
      }
      .plot {
        min-width: 0;
      }
      .label .second {
        white-space: normal;
        padding-right: 28px;
      }
      @container inspector (max-width: 559px) {
        .chart > .label {
          flex: 1 0 100%;
        }
        .chart > .label .second {
          display: inline;
          padding: 0 4px;
        }
        .chart > .reading {
          flex: 1 0 100%;
          flex-wrap: wrap;
          justify-content: flex-start;
          padding-left: 20px;
        }
        .chart > .reading.minor {
          display: none;
        }
        .axis {
          order: 5;
          flex: 1 0 calc(100% - ${unsafeCSS(MERGED_PLOT_LEFT)}px);
          margin-left: ${unsafeCSS(MERGED_PLOT_LEFT)}px;
        }
      }
    `,
  ];

  override render() {
    return html`<div class="chart columns">
      <div class="label">
        ${this.name} ${this.about ? html`<gl-info .about=${this.about} .table=${this.table}></gl-info>` : nothing}
        <span class="second">${this.parts()}</span>
        <slot name="tools"></slot>
      </div>
      <div class="ticks" aria-hidden="true">
        ${this.ticks.map(
          ({ top, text }) => html`<span class="tick" ${styled({ top: `${Math.max(0, top - 6)}px` })}>${text}</span>`,
        )}
      </div>
      <div class="plot"><slot></slot></div>
      ${
        this.labels
          ? html`<div class="axis" aria-hidden="true">${axisLabelRow([...this.labels], null, this.width)}</div>`
          : nothing
      }
      <div class="turn"></div>
      <div class="reading ${this.readings.every(({ minor }) => minor) ? 'minor' : ''}">
        ${this.readings.map(readingRow)}
      </div>
    </div>`;
  }

  /** `512 samples, step 240` breaks at the comma. */
  private parts() {
    const parts = this.second.split(', ');
    return parts.map((part, i) => html`<span class="part">${part}${i < parts.length - 1 ? ',' : ''}</span> `);
  }

  /** Nothing that a narrow inspector has room for. */
  private isMinor(): boolean {
    return this.readings.every(({ minor }) => minor);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-chart-frame': ChartFrame;
  }
}
