/** The program's source beside the inspector, on a page: the training's line, and the gradient of each line's layer. */
import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { formatNumber } from '../../src/format/number.js';
import { rootFindings, type RecordedFinding } from '../../src/protocol/findings.js';
import type { TrainingHead } from '../../src/protocol/inspector.js';
import type { SourceFile } from '../../src/protocol/run.js';
import { Panel } from '../frame/panel.js';
import { fileName, placeOf } from '../head/words.js';
import { shownReadings, shownStep, shownTraining } from '../state/selectors.js';
import { panelStyles } from '../theme/panelStyles.js';
import { roles } from '../theme/roles.js';
import { controlStyles, dropdown } from '../ui/controls.js';
import { icon } from '../ui/icon.js';
import { styled } from '../ui/styled.js';
import { lineNotes, normsOfVariables, normsOnLines, type LineNote } from './sourceNotes.js';

@customElement('gl-source')
export class Source extends Panel {
  /** The place that was asked for last; else the line of the training. */
  @property({ attribute: false }) asked: { file: string; line: number } | null = null;
  private revealed: string | null = null;

  static override styles = [
    roles,
    panelStyles,
    controlStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
        background: var(--gl-background);
      }
      nav {
        height: 35px;
        padding: 8px 16px;
        border-bottom: 1px solid var(--gl-rule);
        white-space: nowrap;
      }
      ol {
        flex: 1;
        overflow: auto;
        margin: 0;
        padding: 8px 0;
        list-style: none;
        font: 13px/19px var(--gl-code-font);
      }
      li {
        position: relative;
        display: flex;
        width: max-content;
        min-width: 100%;
        white-space: pre;
      }
      .line-number {
        flex: none;
        width: 44px;
        margin-right: 20px;
        text-align: right;
        color: var(--gl-line-number);
        user-select: none;
      }
      .current {
        background: var(--gl-current-line);
        outline: 1px dashed var(--gl-contrast-outline);
        outline-offset: -1px;
      }
      .current .line-number {
        color: var(--gl-line-number-active);
      }
      .note {
        display: inline-flex;
        white-space: nowrap;
        align-items: center;
        gap: 8px;
        margin-left: 24px;
        padding-right: 16px;
        color: var(--gl-text-second);
      }
      .mark {
        position: absolute;
        left: 4px;
        line-height: 19px;
      }
      .error {
        color: var(--gl-error);
      }
      .warning {
        color: var(--gl-warning);
      }
      .info {
        color: var(--gl-info);
      }
      .bar {
        width: 32px;
        height: 6px;
        border-bottom: 1px solid var(--gl-grid);
      }
      .bar i {
        display: block;
        height: 100%;
        background: var(--gl-data);
        transform-origin: left;
      }
    `,
  ];

  override render() {
    const { run, sources } = this.state;
    if (!run || sources.length === 0) return nothing;
    const place = this.place();
    const source = sources.find(({ file }) => file === place?.file) ?? sources[0]!;
    const choices = sources.map(({ file }) => ({ value: file, label: fileName(file) }));
    return html`<nav>
        ${
          choices.length > 1
            ? dropdown('File', choices, source.file, (file) => (this.asked = { file, line: 1 }))
            : fileName(source.file)
        }
      </nav>
      <ol tabindex="0" aria-label=${`Source of ${fileName(source.file)}`}>
        ${this.lines(source, place?.file === source.file ? place.line : null)}
      </ol>`;
  }

  private place() {
    const { run } = this.state;
    return this.asked ?? (run ? placeOf(run, shownTraining(this.state)) : null);
  }

  private lines(source: SourceFile, current: number | null) {
    const training = shownTraining(this.state);
    const notes = training ? lineNotes(this.norms(training), source.file) : new Map<number, LineNote>();
    const found = findingsOf(this.state.run?.findings ?? [], source.file);
    return source.text.split(/\r\n|\n|\r/).map((text, i) => {
      const finding = found.get(i + 1);
      const note = notes.get(i + 1);
      return html`<li class=${i + 1 === current ? 'current' : ''} data-line=${i + 1}>
        <span class="line-number" aria-hidden="true">${i + 1}</span
        >${finding ? markTemplate(finding) : nothing}<code>${text}</code>${note ? noteTemplate(note) : nothing}${finding ? html`<span class="note ${finding.severity}">${finding.message}</span>` : nothing}
      </li>`;
    });
  }

  private norms(training: TrainingHead) {
    const measured = this.state.lines.get(training.id);
    if (measured && measured.steps.length > 0) return normsOnLines(measured, shownStep(this.state));
    const readings = shownReadings(this.state)?.variables ?? [];
    return normsOfVariables(
      training,
      readings.map(({ gradientNorm }) => gradientNorm),
    );
  }

  /** Brings the line into view when it becomes another one. */
  override updated(): void {
    const place = this.place();
    const key = place ? `${place.file}:${place.line}` : null;
    if (key === this.revealed) return;
    this.revealed = key;
    this.renderRoot.querySelector('.current')?.scrollIntoView({ block: 'center' });
  }
}

/** The worst of each line. */
function findingsOf(findings: readonly RecordedFinding[], file: string): ReadonlyMap<number, RecordedFinding> {
  const here = rootFindings(findings).filter((finding) => finding.file === file && finding.line !== null);
  return new Map(here.reverse().map((finding) => [finding.line!, finding]));
}

const markTemplate = ({ severity, message }: RecordedFinding) =>
  html`<span class="mark ${severity}" role="img" aria-label=${`Finding: ${message}`}>${icon(severity)}</span>`;

function noteTemplate(note: LineNote) {
  return html`<span class="note"
    ><span class="bar"><i ${styled({ transform: `scaleX(${note.share})` })}></i></span>‖g‖
    ${formatNumber(note.norm)}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-source': Source;
  }
}
