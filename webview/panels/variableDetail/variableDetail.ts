/** The opened row of the gradient flow: one variable's histograms over the steps, moments, update ratio. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TrainingSeries, VariableDetail as Detail } from '../../../src/protocol/inspector.js';
import { columnAt, columnExtents } from '../../charts/columnExtents.js';
import { histogramAxis } from '../../charts/histogramAxis.js';
import '../../charts/histogramChart.js';
import type { Histograms } from '../../charts/histogramPainter.js';
import '../../charts/lineChart.js';
import { newest } from '../../charts/newest.js';
import { stepsXAxis } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import { shownReadings, shownSeries, shownStep, shownTraining, stepAxis } from '../../state/selectors.js';
import { detailKey } from '../../state/state.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { flowReading } from '../gradientFlow/flowReadings.js';
import {
  histogramAbout,
  histogramLabel,
  histogramTable,
  moments,
  ratioAbout,
  ratioTable,
  shapeText,
  type Quantity,
} from './detailWords.js';
import './gradientPath.js';
import { baseName } from './pathWords.js';
import { ratioModel } from './ratioModel.js';

const HEIGHTS: Record<Quantity, [wide: number, narrow: number]> = {
  gradient: [132, 96],
  weight: [88, 64],
  update: [88, 64],
};
const NAMES: Record<Quantity, string> = { gradient: 'Gradient', weight: 'Weight', update: 'Update' };

@customElement('gl-variable-detail')
export class VariableDetail extends Panel {
  @property({ type: Number }) variable = 0;
  private readonly histograms = newest((detail: Detail, last: number, width: number) => {
    const extents = columnExtents(detail.steps, (3 * last) / width);
    const of = (counts: Uint32Array): Histograms => ({
      counts,
      axis: histogramAxis(counts),
      extents,
      steps: detail.steps.at(-1) ?? 0,
    });
    return { gradient: of(detail.gradient), weight: of(detail.weight), update: of(detail.update) };
  });
  private readonly axis = newest((last: number, width: number) => stepsXAxis({ last, width }));
  private readonly ratio = newest(ratioModel);

  static override styles = [
    panelStyles,
    css`
      :host {
        border: solid var(--gl-rule);
        border-width: 1px 0;
        margin: 1px 0;
        padding: 6px 0 4px;
        background: var(--gl-background-opened);
      }
      .meta {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
        padding: 0 16px 6px 24px;
        white-space: nowrap;
      }
      .meta b {
        font-weight: 600;
      }
      .moments {
        display: flex;
        flex-wrap: wrap;
        gap: 0 14px;
        margin: 0 0 0 auto;
      }
      .moments div {
        display: flex;
        gap: 4px;
      }
      .moments dt {
        color: var(--gl-text-second);
      }
      .moments dd {
        margin: 0;
      }
      .charts > * + * {
        margin-top: 8px;
      }
      gl-x-axis-labels {
        grid-column: 2;
      }
      .refused {
        padding-left: 24px;
        color: var(--gl-text-second);
      }
      @container inspector (max-width: 559px) {
        .meta {
          padding: 0 8px 4px 20px;
          gap: 0 12px;
        }
        .moments {
          margin: 0;
          font-size: 11px;
          gap: 0 10px;
        }
      }
    `,
  ];

  override render() {
    const { state, store, variable } = this;
    const [head, series] = [shownTraining(state), shownSeries(state)];
    const info = head?.variables[variable];
    if (!info || !series) return null;
    const key = detailKey(state.selection.training, variable);
    const detail = state.details.get(key);
    const refusal = state.refusals.get(key);
    const { last, width } = stepAxis(state);
    const histograms = detail ? this.histograms(detail, last, width) : null;
    const { file, line } = info;
    const axis = this.axis(last, width);
    return html`<div class="meta">
        <b>${info.name}</b>
        <span class="second">${shapeText(info)}</span>
        ${
          file && line !== null
            ? html`<button class="link" @click=${() => store.openLine(file, line)}>${baseName(file)}:${line}</button>`
            : nothing
        }
        <dl class="moments">
          ${moments(shownReadings(state)?.variables[variable] ?? null).map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
      </div>
      <div class="charts">
        ${
          refusal && !detail
            ? html`<div class="refused">${refusal.message}</div>`
            : (['gradient', 'weight', 'update'] as const).map((quantity) =>
                this.histogram(quantity, info.name, histograms?.[quantity] ?? null, series),
              )
        }
        ${this.ratioChart(series, axis)}
      </div>
      <div class="columns"><gl-x-axis-labels class="plot" .store=${store} .axis=${axis}></gl-x-axis-labels></div>
      <gl-gradient-path .store=${store} .variable=${variable} .name=${info.name}></gl-gradient-path>`;
  }

  private histogram(quantity: Quantity, name: string, histograms: Histograms | null, series: TrainingSeries) {
    const { store } = this;
    const step = shownStep(this.state);
    const column = histograms ? columnAt(histograms.extents, step) : -1;
    const table = () => (histograms ? histogramTable(histograms, column) : { columns: [], rows: [] });
    return html`<gl-histogram-chart
      .store=${store}
      name=${NAMES[quantity]}
      second=${quantity === 'gradient' ? 'log₂ bins' : ''}
      .height=${HEIGHTS[quantity][this.state.layout.merged ? 1 : 0]}
      .histograms=${histograms}
      label=${histogramLabel(quantity, name, histograms, { series, step, column })}
      .about=${histogramAbout(quantity)}
      .table=${table}
    ></gl-histogram-chart>`;
  }

  private ratioChart(series: TrainingSeries, axis: ReturnType<typeof stepsXAxis>) {
    const { state, store, variable } = this;
    const { ratioText } = flowReading(variable, shownReadings(state), series, shownStep(state));
    return html`<gl-line-chart
      .store=${store}
      name="Update ratio"
      second="log scale"
      .heights=${[64, 60]}
      .model=${this.ratio(series, variable, axis)}
      .axis=${axis}
      .readings=${[
        { shape: 'line', role: 'total', name: '‖Δw‖/‖w‖', value: ratioText },
        { shape: 'band', role: 'grid', name: 'usual', value: '1e-4 to 0.01', minor: true },
      ]}
      label=${`Update ratio over ${series.steps} steps. At step ${shownStep(state)}: ${ratioText}. Usual: 1e-4 to 0.01.`}
      .about=${ratioAbout}
      .table=${() => ratioTable(series, variable, shownStep(state), ratioText)}
    ></gl-line-chart>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-variable-detail': VariableDetail;
  }
}
