/** The picture of a tuning: losses against λ, coefficients of linear models, and the λ that may be applied. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import type { FromTuneView, TuneShown } from '../../src/protocol/tuneView.js';
import type { Surface } from '../charts/canvas.js';
import { newest } from '../charts/newest.js';
import '../charts/ownAxisChart.js';
import type { Palette } from '../charts/palette.js';
import { layoutFor } from '../layout/layout.js';
import type { Theme } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { pictureStyles } from '../theme/pictureStyles.js';
import { roles } from '../theme/roles.js';
import { action, controlStyles } from '../ui/controls.js';
import { styled } from '../ui/styled.js';
import { COEFFICIENT_TOP, paintCoefficients } from './coefficientPainter.js';
import { coefficientModel, tuneModel, type CoefficientModel, type TuneModel } from './tuneModel.js';
import { lambdaTicks } from './lambdaAxis.js';
import { topOf } from './lambdaFrame.js';
import { paintTuning } from './tunePainter.js';
import { tuningStyles } from './tuningStyles.js';
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

  static override styles = [roles, panelStyles, controlStyles, pictureStyles, tuningStyles];

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
          }${state === 'stopped' ? action('Resume', () => this.post({ type: 'resume' })) : nothing}${
            state === 'running' ? nothing : action('Folds and Metric…', () => this.post({ type: 'choose' }))
          }</span
        >
      </header>
      ${state === 'running' ? html`<div class="bar" ${styled({ width: `${(100 * jobs.done) / Math.max(1, jobs.planned)}%` })}></div>` : nothing}
      <main>
        <gl-own-axis-chart
          name=${`${metric.name[0]!.toUpperCase()}${metric.name.slice(1)}`}
          second=${`${words.methodText(result)}, ${metric.better} is better`}
          label=${words.pictureText(result)}
          .heights=${[220, 180]}
          .ticks=${model.ticks}
          .labels=${(width: number) => lambdaTicks(model.axis, width)}
          .layout=${layout}
          .theme=${theme}
          .top=${(value: number, height: number) => topOf(value, model.range, height)}
          .paint=${this.painterOf(model, now)}
          .readings=${(at: number | null) => lossReadings(result, model, now, at)}
          .about=${words.lossAbout}
          .table=${() => words.tuneTable(result)}
        ></gl-own-axis-chart>
        ${
          coefficients
            ? html`<gl-own-axis-chart
                name="Coefficients"
                second="on all data"
                label=${`${coefficients.paths.length} coefficients against ${lambda.name}.`}
                .heights=${[120, 104]}
                .ticks=${coefficients.ticks}
                .labels=${(width: number) => lambdaTicks(coefficients.axis, width)}
                .layout=${layout}
                .theme=${theme}
                .top=${(value: number, height: number) => topOf(value, coefficients.range, height, COEFFICIENT_TOP)}
                .paint=${this.coefficientPainterOf(coefficients, model)}
                .readings=${(at: number | null) => coefficientReadings(coefficients, model, at)}
                .about=${words.coefficientAbout}
                .table=${() => words.coefficientTable(result)}
              ></gl-own-axis-chart>`
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
