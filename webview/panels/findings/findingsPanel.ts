/** Panel 2: what is wrong, worst first, each with where, since when, the numbers, what to change, and what followed from it. */
import { html, nothing } from 'lit';
import { customElement, state as reactive } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Followed, ShownFinding } from '../../../src/protocol/inspector.js';
import { Panel } from '../../frame/panel.js';
import { fileName } from '../../head/words.js';
import { recordedSteps } from '../../state/selectors.js';
import type { InspectorState } from '../../state/state.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { action, controlStyles } from '../../ui/controls.js';
import { icon } from '../../ui/icon.js';
import { findingsStyles } from './findingsStyles.js';
import { evidenceWords, followedWords, sinceWhen } from './findingWords.js';

/** The rest is shown when asked for. */
const MOST_FINDINGS = 8;

@customElement('gl-findings')
export class Findings extends Panel {
  @reactive() private showsAll = false;

  static override styles = [panelStyles, controlStyles, findingsStyles];

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    return state.run !== before.run || state.layout.merged !== before.layout.merged || state.series !== before.series;
  }

  override render() {
    const findings = this.state.run?.findings ?? [];
    const shown = this.showsAll ? findings : findings.slice(0, MOST_FINDINGS);
    return html`<ul>
        ${repeat(
          shown,
          ({ id }) => id,
          (finding) => this.finding(finding),
        )}
      </ul>
      ${
        findings.length > MOST_FINDINGS
          ? html`<button
              class="link more"
              aria-expanded=${this.showsAll}
              @click=${() => (this.showsAll = !this.showsAll)}
            >
              ${this.showsAll ? 'Show Fewer' : `Show All ${findings.length}`}
            </button>`
          : nothing
      }`;
  }

  private finding(finding: ShownFinding) {
    const { severity, message, advice, rule } = finding;
    const numbers = evidenceWords(finding);
    return html`<li class="finding" data-rule=${rule}>
      <span class="sign ${severity}">${icon(severity)}</span>
      <div class="first">
        <h3><span class="visually-hidden">${severity}: </span>${message}</h3>
        <span class="where">${this.since(finding, finding.training)} ${this.place(finding)}</span>
      </div>
      ${numbers ? html`<p class="second">${numbers}</p>` : nothing}
      <p>
        ${advice}
        ${
          this.state.place === 'page'
            ? nothing
            : html`<button
                class="link why"
                aria-label=${`Why: the rule ${rule}`}
                @click=${() => this.store.openRule(rule)}
              >
                Why
              </button>`
        }
      </p>
      ${this.followed(finding)}
    </li>`;
  }

  private since(finding: { step: number }, training: number) {
    const since = sinceWhen({ training, step: finding.step }, recordedSteps(this.state, training));
    if (!since) return nothing;
    const label = `Show step ${since.step}`;
    return html`<span class="since"
      >${since.words}
      <button class="link" title=${label} @click=${() => this.store.seek(since.step, training)}>
        ${since.link}
      </button></span
    >`;
  }

  private place({ file, line }: Followed | ShownFinding) {
    if (file === null) return nothing;
    const label = line === null ? fileName(file) : `${fileName(file)}:${line}`;
    return action(label, () => this.store.openLine(file, line ?? 1));
  }

  /** Consequences, each with its step; on a narrow page one line until it is opened. */
  private followed({ followed, training }: ShownFinding) {
    if (followed.length === 0) return nothing;
    const rows = html`<ul class="followed">
      ${followed.map(
        (one) =>
          html`<li>
            ${icon('arrow-right')}<span class="second">${one.message}</span>
            <span class="where">${this.since(one, training)}</span>
          </li>`,
      )}
    </ul>`;
    if (!this.state.layout.merged) return rows;
    return html`<details>
      <summary>${followedWords(followed.length)}</summary>
      ${rows}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-findings': Findings;
  }
}
