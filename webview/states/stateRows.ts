/** What stands between head and sections when there is something to say: waiting, paused, failed, damaged, thinned. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import type { RunHead, SessionStatus } from '../../src/protocol/inspector.js';
import type { PauseReason } from '../../src/protocol/control.js';
import type { ProgramError } from '../../src/protocol/run.js';
import { Panel } from '../frame/panel.js';
import { fileName } from '../head/words.js';
import { recordedSteps } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles } from '../ui/controls.js';
import { icon, type IconName } from '../ui/icon.js';
import { stateRowStyles } from './stateRowStyles.js';

interface Row {
  kind: 'paused' | 'failed' | 'damaged';
  icon: IconName;
  title: string;
  text: unknown;
  actions: TemplateResult | typeof nothing;
}

@customElement('gl-state-rows')
export class StateRows extends Panel {
  static override styles = [panelStyles, controlStyles, stateRowStyles];

  override render() {
    const { run, status } = this.state;
    if (!run || !status) return nothing;
    return [this.paused(status), this.failed(run, status), this.damaged(run), this.recordingStopped(status)]
      .filter((row) => row !== null)
      .map(rowTemplate);
  }

  private paused(status: SessionStatus): Row | null {
    if (status.state !== 'paused' || !status.live) return null;
    const { store } = this;
    return {
      kind: 'paused',
      icon: 'debug-pause',
      title: `Paused before the update of step ${status.step + 1}`,
      text: status.pause?.by === 'condition' ? metCondition(status.pause, status.step) : nothing,
      actions: html`${action('Resume', () => store.act('resume'))} ${action('Step', () => store.act('step'))}
      ${action(status.pauseWhen ? 'Edit Condition…' : 'Pause When…', () => store.act('editCondition'))}`,
    };
  }

  private failed(run: RunHead, status: SessionStatus): Row | null {
    const { error } = status;
    if (!error && status.state !== 'failed') return null;
    const { file, line } = error ?? { file: null, line: null };
    const recorded = recordedSteps(this.state, status.training);
    const open = file && line ? () => this.store.openLine(file, line) : null;
    return {
      kind: 'failed',
      icon: 'error',
      title: error ? withoutFolders(error) : endedWith(run, status),
      text: html`${open ? html`at ${action(`${fileName(file!)}:${line}`, open)}; ` : nothing}${
        recorded > 0 ? `everything up to step ${recorded} is recorded` : 'no step was recorded'
      }${stack(error)}`,
      actions:
        this.state.place === 'page'
          ? nothing
          : html`${open ? action('Open Line', open) : nothing} ${action('Show Log', () => this.store.act('showLog'))}
            ${action('Train Again', () => this.store.act('restart'))}`,
    };
  }

  private damaged(run: RunHead): Row | null {
    if (!run.damage) return null;
    const { message, rest } = run.damage;
    return { kind: 'damaged', icon: 'warning', title: message, text: rest, actions: nothing };
  }

  private recordingStopped(status: SessionStatus): Row | null {
    if (!status.recordingStopped) return null;
    const text = status.live ? 'The program trains on; later steps are not recorded.' : nothing;
    return { kind: 'damaged', icon: 'warning', title: status.recordingStopped, text, actions: nothing };
  }
}

function rowTemplate(row: Row) {
  return html`<section class="row ${row.kind}">
    <span class="row-icon">${icon(row.icon)}</span>
    <div class="words">
      <h2>${row.title}</h2>
      ${row.text === nothing ? nothing : html`<div class="second">${row.text}</div>`}
    </div>
    ${row.actions === nothing ? nothing : html`<div class="actions">${row.actions}</div>`}
  </section>`;
}

function metCondition(pause: PauseReason, lastStep: number) {
  const before = pause.previous === null ? nothing : html` (step ${lastStep}: ${formatNumber(pause.previous)})`;
  const value = pause.value === null ? nothing : html` met by <b>${formatNumber(pause.value)}</b>`;
  return html`<code>${pause.condition}</code>${value}${before}`;
}

function endedWith(run: RunHead, status: SessionStatus): string {
  const program = fileName(run.program.file);
  return status.programExit === null ? `${program} was ended` : `${program} ended with status ${status.programExit}`;
}

/** The whole path of the line is in the stack, and the link leads there. */
function withoutFolders({ message, file }: ProgramError): string {
  return file ? message.replaceAll(file, fileName(file)) : message;
}

function stack(error: ProgramError | null) {
  if (!error?.stack) return nothing;
  return html`<details>
    <summary>Stack</summary>
    <pre>${error.stack}</pre>
  </details>`;
}
