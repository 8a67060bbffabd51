/** Panel 2: what is wrong, worst first: since when, on which line, the numbers, what to change, what followed. */
import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { evidenceText } from '../../../src/format/evidence.js';
import type { RecordedFinding } from '../../../src/protocol/findings.js';
import { Panel } from '../../frame/panel.js';
import { fileName, trainingNames } from '../../head/words.js';
import type { InspectorState } from '../../state/state.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { action, controlStyles } from '../../ui/controls.js';
import { icon } from '../../ui/icon.js';
import { findingsStyles } from './findingsStyles.js';
import { countText, SEVERITY_WORDS, sinceText } from './findingsWords.js';
import { shownFindings, type Consequence, type ShownFinding } from './shownFindings.js';

@customElement('gl-findings')
export class Findings extends Panel {
  static override styles = [panelStyles, controlStyles, findingsStyles];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.run !== before.run || state.layout !== before.layout;
  }

  override render() {
    const findings = shownFindings(this.state);
    return html`<ol>
      ${findings.map((shown) => this.finding(shown))}
    </ol>`;
  }

  private finding({ finding, consequences }: ShownFinding) {
    const { severity, message, advice, evidence, layer, variable, count, rule } = finding;
    const subject = variable ?? layer;
    const numbers = [
      ...(subject !== null && !message.includes(subject) ? [subject] : []),
      ...this.trainingName(finding),
      evidenceText(evidence),
      countText(count),
    ];
    const { merged } = this.state.layout;
    const where = html`<div class="where">${this.since(finding)} ${this.place(finding)}</div>`;
    return html`<li class="finding" data-rule=${rule}>
      <span class="mark ${severity}" role="img" aria-label=${SEVERITY_WORDS[severity]}>${icon(severity)}</span>
      <div class="words">
        <h3>${message}</h3>
        ${merged ? where : nothing}
        <p class="second">${numbers.filter(Boolean).join(' · ')}</p>
        <p>
          ${advice}
          <button
            class="link documentation"
            title="What the rule looks at, and when it is silent"
            @click=${() => this.store.openRule(rule)}
          >
            ${rule}
          </button>
        </p>
        ${
          consequences.length > 0
            ? html`<ul aria-label="What followed from it">
                ${consequences.map((each) => this.consequence(each))}
              </ul>`
            : nothing
        }
      </div>
      ${merged ? nothing : where}
    </li>`;
  }

  private consequence({ message, finding }: Consequence) {
    return html`<li class="consequence">
      <span class="arrow second" aria-hidden="true">→</span>
      <span class="message second">${message}</span>
      ${finding ? html`<span class="where">${this.since(finding)} ${this.state.layout.merged ? nothing : this.place(finding)}</span>` : nothing}
    </li>`;
  }

  /** The name of the training, where the run has several. */
  private trainingName({ training }: RecordedFinding): string[] {
    const trainings = this.state.run?.trainings ?? [];
    const at = trainings.findIndex(({ id }) => id === training);
    return trainings.length > 1 && at >= 0 ? [trainingNames(trainings, true)[at]!] : [];
  }

  private since({ training, step }: RecordedFinding) {
    if (training < 0) return nothing;
    const text = sinceText(step);
    const recorded = this.state.series.has(training);
    return recorded
      ? action(text, () => this.store.seek(Math.max(step, 1), training))
      : html`<span class="second">${text}</span>`;
  }

  private place({ file, line }: RecordedFinding) {
    if (file === null) return nothing;
    const text = line === null ? fileName(file) : `${fileName(file)}:${line}`;
    return action(text, () => this.store.openLine(file, line ?? 1));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-findings': Findings;
  }
}
