/** Panel 6, as far as it is measured: the magnitude of the penalties, and each term with its λ and its line. */
import { css, html, nothing } from 'lit';
import { customElement, state as reactive } from 'lit/decorators.js';
import { formatNumber } from '../../../src/format/number.js';
import '../../charts/lineChart.js';
import { newest } from '../../charts/newest.js';
import { stepsXAxis } from '../../charts/xAxis.js';
import '../../charts/xAxisLabels.js';
import { Panel } from '../../frame/panel.js';
import { shownReadings, shownSeries, shownStep, shownTraining, stepAxis } from '../../state/selectors.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { shortLayer } from '../gradientFlow/flowItems.js';
import { MISSING, termsAt, type Shown } from '../loss/lossReadings.js';
import { magnitudeModel } from './magnitudeModel.js';
import { lambdaText, magnitudeAbout, magnitudeLabel, magnitudeReadings, termsTable } from './regularizersWords.js';

const MOST_TERMS = 12;

@customElement('gl-regularizers')
export class Regularizers extends Panel {
  private readonly axis = newest((last: number, width: number) => stepsXAxis({ last, width }));
  private readonly model = newest(magnitudeModel);

  static override styles = [
    panelStyles,
    css`
      :host {
        padding-top: 4px;
      }
      gl-x-axis-labels {
        grid-column: 2;
      }
      .terms {
        margin-top: 8px;
      }
      .term {
        line-height: 18px;
        height: 18px;
      }
      .term .label {
        padding-right: 8px;
      }
      .more {
        margin-left: 24px;
      }
      .term .label,
      .term .where {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .term .where {
        display: flex;
        gap: 12px;
      }
      .term .reading {
        text-align: right;
      }
      @container inspector (max-width: 559px) {
        .term {
          display: flex;
          gap: 8px;
          padding: 0 8px 0 20px;
        }
        .term .label,
        .term .reading {
          padding: 0;
        }
        .term .where {
          flex: 1;
          font-size: 11px;
        }
      }
    `,
  ];

  override render() {
    const { state, store } = this;
    const [head, series] = [shownTraining(state), shownSeries(state)];
    if (!head || !series) return null;
    const { last, width } = stepAxis(state);
    const axis = this.axis(last, width);
    const shown: Shown = { head, series, step: shownStep(state), readings: shownReadings(state) };
    const readings = magnitudeReadings(shown, state.layout.merged);
    return html`<gl-line-chart
        .store=${store}
        name="Magnitude"
        second="stacked"
        .heights=${[82, 68]}
        .model=${this.model(head, series, axis, width)}
        .axis=${axis}
        .readings=${readings}
        label=${magnitudeLabel(shown, readings)}
        .about=${magnitudeAbout}
        .table=${() => termsTable(head, termsAt(shown))}
      ></gl-line-chart>
      <div class="columns"><gl-x-axis-labels .store=${store} .axis=${axis}></gl-x-axis-labels></div>
      ${head.terms.length > 1 ? this.terms(shown) : nothing}`;
  }

  @reactive() private showsAll = false;

  /** Where each term is made, its λ and its value at the step shown. */
  private terms(shown: Shown) {
    const values = termsAt(shown);
    const { terms } = shown.head;
    const most = this.showsAll ? terms.length : MOST_TERMS;
    return html`<div class="terms">
      ${terms.slice(0, most).map((term, i) => {
        const { file, line } = term;
        const value = values[i] ?? null;
        return html`<div class="term columns">
          <span class="label" title=${term.name}>${term.layer ? shortLayer(term.layer) : term.name}</span>
          <span class="where second"
            >${term.penalties.length === 1 ? term.penalties[0]!.kind : ''} ${lambdaText(term)}
            ${
              file && line !== null
                ? html`<button class="link" @click=${() => this.store.openLine(file, line)}>
                    ${file.split(/[\\/]/).at(-1)}:${line}
                  </button>`
                : nothing
            }</span
          >
          <span class="reading">${value === null ? MISSING : formatNumber(value)}</span>
        </div>`;
      })}
      ${
        terms.length > MOST_TERMS
          ? html`<button
              class="link more"
              aria-expanded=${this.showsAll}
              @click=${() => (this.showsAll = !this.showsAll)}
            >
              ${this.showsAll ? 'Show Fewer' : `Show All ${terms.length}`}
            </button>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-regularizers': Regularizers;
  }
}
