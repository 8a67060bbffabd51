/** What the sides differ in: settings in a table, sources in the unified format. */
import { html, nothing } from 'lit';
import { hunkHead, type Comparison, type SourceDifference } from '../../src/protocol/comparison.js';
import { sameText } from './comparisonWords.js';

export function settingsTable({ settings, sides, same }: Comparison) {
  return html`<h2>Settings</h2>
    ${
      settings.length === 0
        ? html`<p>No setting differs: ${sameText(same)}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Settings that differ">
              <table>
                <thead>
                  <tr>
                    <th scope="col"><span class="visually-hidden">Setting</span></th>
                    ${sides.map(({ name }) => html`<th scope="col">${name}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${settings.map(
                    ({ name, values }) =>
                      html`<tr>
                        <th scope="row">${name}</th>
                        ${values.map((value) => html`<td title=${value ?? 'none'}>${value ?? '–'}</td>`)}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
            <p class="second">${sameText(same)}</p>`
    }`;
}

export function sourceDiffs({ sources, runs }: Comparison, runName: (run: number) => string) {
  if (runs.length < 2) return nothing;
  if (sources.length === 0)
    return html`<h2>Source</h2>
      <p>The sources that the runs kept are the same.</p>`;
  return html`<h2>Source</h2>
    ${sources.map((difference) => sourceDiff(difference, runName))}`;
}

function sourceDiff({ run, file, hunks, why }: SourceDifference, runName: (run: number) => string) {
  const [before, after] = [runName(0), runName(run)];
  return html`<h3>${file} <span class="second">from ${before} to ${after}</span></h3>
    ${why === null ? nothing : html`<p class="second">${why}</p>`}
    ${
      hunks.length === 0
        ? nothing
        : html`<div class="scroll diff" tabindex="0" role="region" aria-label=${`${file}, ${before} to ${after}`}>
            ${hunks.map(
              (hunk) =>
                html`<div class="hunk">${hunkHead(hunk)}</div>
                  ${hunk.lines.map(diffLine)}`,
            )}
          </div>`
    }`;
}

const KINDS: Record<string, { style: string; word: string }> = {
  '+': { style: 'added', word: 'added: ' },
  '-': { style: 'removed', word: 'removed: ' },
};

/** The sign at the beginning says the same as the colour; a screen reader gets a word. */
function diffLine(line: string) {
  const kind = KINDS[line[0]!];
  const word = kind ? html`<span class="visually-hidden">${kind.word}</span>` : nothing;
  return html`<div class=${kind?.style ?? ''}>${word}<span class="text">${`${line[0]} ${line.slice(1)}`}</span></div>`;
}
