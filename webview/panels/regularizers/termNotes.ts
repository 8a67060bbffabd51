/** Sentences below the terms: on which batch they were measured, what a gradient does at 0, what never reaches the loss. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { SUM_TOLERANCE, type TermsSeries } from '../../../src/protocol/terms.js';
import type { InspectorStore } from '../../store.js';
import { icon } from '../../ui/icon.js';
import { measuredNotes } from './measuredWords.js';

export const termNoteStyles = css`
  .note {
    position: relative;
    padding: 4px 16px 0 24px;
  }
  .note .icon {
    position: absolute;
    left: 4px;
    top: 6px;
    width: 16px;
    height: 16px;
    color: var(--gl-warning);
  }
  .note p {
    margin: 0;
  }
  @container inspector (max-width: 559px) {
    .note {
      padding: 4px 8px 0 20px;
    }
    .note .icon {
      left: 2px;
    }
  }
`;

export function termNotes(series: TermsSeries, step: number, store: InspectorStore): TemplateResult {
  const gap = series.notMeasured.find(({ from, to }) => from <= step && step <= to);
  const isWrong = series.differences.some((difference) => difference > SUM_TOLERANCE);
  return html`${series.unused.map(({ name, file, line }) => unusedNote(name, file, line, store))}
  ${
    gap
      ? html`<div class="note second">
          <p>Terms were not measured at step ${step}: ${gap.why}.</p>
        </div>`
      : nothing
  }
  ${
    series.terms.length > 1 || isWrong || series.decay
      ? html`<div class="note second">
          ${[...measuredNotes(series, step), ...series.notes].map((each) => html`<p>${each}</p>`)}
        </div>`
      : nothing
  }`;
}

function unusedNote(name: string, file: string | null, line: number | null, store: InspectorStore) {
  const place =
    file !== null && line !== null
      ? html` at
          <button class="link" @click=${() => store.openLine(file, line)}>
            ${file.split(/[\\/]/).at(-1)}:${line}
          </button>`
      : nothing;
  return html`<div class="note">
    ${icon('warning')}
    <p>${name}${place} is a penalty that never reaches the loss.</p>
  </div>`;
}
