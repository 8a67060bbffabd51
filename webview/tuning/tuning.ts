/** The picture of a tuning: losses against λ, coefficients of linear models, and the λ that may be applied. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import type { FromTuneView, TuneShown } from '../../src/protocol/tuneView.js';
import type { Surface } from '../charts/canvas.js';
import { newest } from '../charts/newest.js';
import type { Palette } from '../charts/palette.js';
import { layoutFor } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { roles } from '../theme/roles.js';
import { action, controlStyles } from '../ui/controls.js';
import { styled } from '../ui/styled.js';
import './lambdaChart.js';
import { coefficientModel, tuneModel, type CoefficientModel, type TuneModel } from './tuneModel.js';
import { paintCoefficients, paintTuning, topOf } from './tunePainter.js';
import { coefficientReadings, lossReadings } from './tuneReadings.js';
import * as words from './tuneWords.js';

@customElement('gl-tuning')
export class Tuning extends LitElement {
  @property({ attribute: false }) shown: TuneShown | null = null;
  @property({ attribute: false }) theme: Theme = { kind: 'dark', version: 0 };
  @property({ attribute: false }) post: (message: FromTuneView) => void = () => undefined;
  @reactive() private layout = layoutFor(600);
  private readonly modelOf = newest(tuneModel);
  private readonly coefficientsOf = newest(coefficientModel);
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.layout = layoutFor(Math.floor(entry.contentRect.width));
  });

  static override styles = [
    roles,
    panelStyles,
    controlStyles,
    css`
      :host {
        container: inspector / inline-size;
        height: 100%;
        overflow: hidden auto;
        background: var(--gl-background);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        padding: 2px 16px 2px 24px;
        border-bottom: 1px solid var(--gl-rule);
      }
      h1 {
        margin: 0;
        font-size: 13px;
        font-weight: 600;
      }
      .state {
        margin-left: auto;
        display: flex;
        gap: 12px;
      }
      .bar {
        height: 2px;
        margin-top: -1px;
        background: var(--gl-progress);
      }
      gl-lambda-chart {
        margin-top: 8px;
      }
      .choices {
        display: grid;
        grid-template-columns: max-content max-content max-content;
        gap: 0 24px;
        padding: 8px 16px 4px 24px;
      }
      .choices .link {
        justify-self: start;
      }
      .choices .number {
        font-weight: 600;
      }
      p {
        margin: 0;
        padding: 2px 16px 2px 24px;
      }
      @container inspector (max-width: 559px) {
        header,
        .choices,
        p {
          padding-left: 20px;
          padding-right: 8px;
        }
        .choices {
          gap: 0 12px;
          grid-template-columns: minmax(0, 1fr) max-content max-content;
        }
        .state {
          margin-left: 0;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.resize.observe(this);
    this.addEventListener('gl-glossary', this.onGlossary);
  }

  override disconnectedCallback(): void {
    this.resize.disconnect();
    super.disconnectedCallback();
  }

  override render() {
    const { shown, layout, theme } = this;
    if (!shown) return nothing;
    const { result, state, now } = shown;
    const { lambda, metric, jobs } = result;
    const model = this.modelOf(result);
    const coefficients = this.coefficientsOf(result);
    const file = lambda.file.split(/[\\/]/).at(-1);
    return html`<header>
        <h1>${lambda.name}</h1>
        <button class="link" @click=${() => this.post({ type: 'openLine' })}>${file}:${lambda.line}</button>
        <span class="second">now ${formatNumber(now)}</span>
        <span class="state"
          ><span role="status">${words.stateText(shown)}</span>${
            state === 'running' ? action('Stop', () => this.post({ type: 'stop' })) : nothing
          }</span
        >
      </header>
      ${state === 'running' ? html`<div class="bar" ${styled({ width: `${(100 * jobs.done) / Math.max(1, jobs.planned)}%` })}></div>` : nothing}
      <main>
        <gl-lambda-chart
          name=${`${metric.name[0]!.toUpperCase()}${metric.name.slice(1)}`}
          second=${`${words.methodText(result)}, ${metric.better} is better`}
          label=${words.pictureText(result)}
          .model=${model}
          .layout=${layout}
          .theme=${theme}
          .top=${(value: number, height: number) => topOf(value, model.range, height)}
          .paint=${this.painterOf(model, now)}
          .readings=${(at: number | null) => lossReadings(result, model, now, at)}
          .about=${words.lossAbout}
          .table=${() => words.tuneTable(result)}
        ></gl-lambda-chart>
        ${
          coefficients
            ? html`<gl-lambda-chart
                name="Coefficients"
                second="on all data"
                label=${`${coefficients.paths.length} coefficients against ${lambda.name}.`}
                .heights=${[120, 104]}
                .model=${coefficients}
                .layout=${layout}
                .theme=${theme}
                .top=${(value: number, height: number) => topOf(value, coefficients.range, height, 4)}
                .paint=${this.coefficientPainterOf(coefficients, model)}
                .readings=${(at: number | null) => coefficientReadings(coefficients, model, at)}
                .about=${words.coefficientAbout}
                .table=${() => words.coefficientTable(result)}
              ></gl-lambda-chart>`
            : nothing
        }
        ${this.choices(model.best, model.oneStandardError, now)} ${this.openEnd(shown)}
        ${words.notes(shown).map((note) => html`<p class="second">${note}</p>`)}
      </main>`;
  }

  private openEnd(shown: TuneShown) {
    const end = words.openEnd(shown);
    if (end === null) return nothing;
    const label = end === 'low' ? 'Try Smaller Values' : 'Try Larger Values';
    return html`<p>
      The best stands at the end of the range. ${action(label, () => this.post({ type: 'wider', end }))}
    </p>`;
  }

  private readonly onGlossary = (event: Event): void =>
    this.post({ type: 'glossary', term: (event as CustomEvent<string>).detail });

  private choices(best: number | null, oneStandardError: number | null, now: number) {
    if (best === null) return nothing;
    const row = (name: string, value: number) =>
      html`<span>${name}</span><span class="number">${formatNumber(value)}</span>${
          value === now
            ? html`<span class="second">applied</span>`
            : action(`Apply λ = ${formatNumber(value)}`, () => this.post({ type: 'apply', value }))
        }`;
    return html`<div class="choices">
      ${row('Best', best)}
      ${oneStandardError !== null && oneStandardError !== best ? row('One standard error', oneStandardError) : nothing}
    </div>`;
  }

  private readonly painterOf = newest(
    (model: TuneModel, now: number) => (surface: Surface, palette: Palette) =>
      paintTuning(surface, model, now, palette),
  );

  private readonly coefficientPainterOf = newest(
    (model: CoefficientModel, marks: TuneModel) => (surface: Surface, palette: Palette) =>
      paintCoefficients(surface, model, marks, palette),
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-tuning': Tuning;
  }
}
