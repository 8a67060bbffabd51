/** Panel 1: state, program and line, training, step and speed, backend; pause, step, resume, stop. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatShare } from '../../src/format/number.js';
import type { RunHead, SessionStatus } from '../../src/protocol/inspector.js';
import { Panel } from '../frame/panel.js';
import { recordedSteps, shownTraining } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles, dropdown } from '../ui/controls.js';
import { icon } from '../ui/icon.js';
import { THEME_CHOICES, THEME_OPTION } from '../html/pageTheme.js';
import './backendChip.js';
import { headStyles } from './headStyles.js';
import './toolbar.js';
import { fileName, placeOf, speed, stateWords, trainingNames } from './words.js';

@customElement('gl-head')
export class Head extends Panel {
  static override styles = [panelStyles, controlStyles, headStyles, css``];

  override render() {
    const { run, status } = this.state;
    if (!run || !status) return nothing;
    return html`<header>
      <div class="line first">
        <span class="state-icon ${status.state}">${icon(stateWords[status.state].icon)}</span>
        <h1>${stateWords[status.state].title}</h1>
        <span class="program">${this.program(run)} ${this.training(run)}</span>
        ${this.state.place === 'page' ? this.themes() : html`<gl-toolbar .store=${this.store}></gl-toolbar>`}
      </div>
      <div class="line numbers">
        ${this.numbers(status)}
        ${run.backend ? html`<gl-backend-chip .store=${this.store}></gl-backend-chip>` : nothing}
        ${this.condition(status)}
        <span class="place">${this.place()}</span>
      </div>
    </header>`;
  }

  private program(run: RunHead) {
    const place = placeOf(run, shownTraining(this.state));
    const file = place?.file ?? run.program.file;
    const words = place ? `${fileName(file)}:${place.line}` : fileName(file);
    return html`<button class="link" title=${file} @click=${() => this.store.openLine(file, place?.line ?? 1)}>
      ${words}
    </button>`;
  }

  /** A selector where the program has more than one training. */
  private training(run: RunHead) {
    if (run.trainings.length === 0) return nothing;
    const names = trainingNames(run.trainings, this.state.layout.merged);
    if (run.trainings.length === 1) return html`<span class="training">${names[0]}</span>`;
    const choices = run.trainings.map((training, i) => ({ value: String(training.id), label: names[i]! }));
    return dropdown('Training', choices, String(this.state.selection.training), (value) => {
      const training = Number(value);
      this.store.seek(recordedSteps(this.state, training), training);
    });
  }

  /** A page alone has no session to steer, but its own theme. */
  private themes() {
    const { store } = this;
    const chosen = store.option<string>(THEME_OPTION, 'system');
    return dropdown('Theme', THEME_CHOICES, chosen, (choice) => store.setOption(THEME_OPTION, choice));
  }

  private numbers(status: SessionStatus) {
    const training = shownTraining(this.state);
    const shown = training && training.id !== status.training ? recordedSteps(this.state) : status.step;
    if (status.state === 'waiting' && shown === 0) return html`<span class="second">Waiting for the first step</span>`;
    const { steps, epochs } = training?.planned ?? { steps: null, epochs: null };
    const part = (words: unknown) => html`<span class="part second">${words}</span>`;
    const strong = (words: unknown) => html`<b>${words}</b>`;
    const epoch = status.epoch === null ? null : strong(epochs ? `${status.epoch} of ${epochs}` : status.epoch);
    return [
      part(html`Step ${strong(steps && steps >= shown ? `${shown} of ${steps}` : shown)}`),
      epoch && !this.state.layout.merged ? part(html`Epoch ${epoch}`) : nothing,
      status.state === 'running' && status.stepsPerSecond !== null
        ? part(html`${strong(speed(status.stepsPerSecond))} steps/s`)
        : nothing,
      status.overhead === null ? nothing : part(html`Overhead ${strong(formatShare(status.overhead))}`),
    ];
  }

  private condition(status: SessionStatus) {
    if (!status.pauseWhen || status.state === 'paused' || !status.live || this.state.layout.merged) return nothing;
    return html`<span class="part second condition"
      >Pauses when <code>${status.pauseWhen}</code> ${action('Edit…', () => this.store.act('editCondition'))}</span
    >`;
  }

  private place() {
    const { follow, step } = this.state.selection;
    if (follow || step === 0 || this.state.layout.merged) return nothing;
    const words = this.state.status?.live ? 'Follow newest step' : 'Show last step';
    return html`<span class="second">Showing step <b>${step}</b></span>
      ${action(words, () => this.store.followNewest())}`;
  }
}
