/** Rows of words above the charts: what is refused and on which line, what is under way, what was not measured and why. */
import { css, html, nothing, type TemplateResult } from 'lit';
import type { CurvatureSeries, Measurement } from '../../../src/protocol/curvature.js';
import type { RefusedMeasurement } from '../../../src/protocol/measurements.js';
import { shownStep } from '../../state/selectors.js';
import { measureKey } from '../../state/state.js';
import type { InspectorStore } from '../../store.js';
import { icon } from '../../ui/icon.js';
import { sentenceOf } from './curvatureWords.js';

export const curvatureRowStyles = css`
  .row {
    position: relative;
    padding: 0 16px 4px 24px;
  }
  .row .icon {
    position: absolute;
    left: 4px;
    top: 2px;
    width: 16px;
    height: 16px;
    color: var(--gl-warning);
  }
  .row .icon-loading,
  .row .icon-circle-slash {
    color: var(--gl-text-second);
  }
  .row .icon-loading {
    animation: turn 1.5s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(360deg);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .row .icon-loading {
      animation: none;
    }
  }
  .row p {
    margin: 0;
  }
  @container inspector (max-width: 559px) {
    .row {
      padding: 0 8px 4px 20px;
    }
    .row .icon {
      left: 2px;
    }
  }
`;

const REFUSED: Record<RefusedMeasurement['what'], string> = {
  curvature: 'No curvature',
  lossProgram: 'No curvature',
  newton: 'No Newton step',
  verify: 'Not verified',
};
const MEASURED: Record<Measurement, string> = {
  spectrum: 'the spectrum',
  newton: 'the Newton step',
  verify: 'this step in float64',
};

export function curvatureRows(curvature: CurvatureSeries, store: InspectorStore): TemplateResult {
  const step = shownStep(store.state);
  const gap = curvature.notMeasured.find(({ from, to }) => from <= step && step <= to);
  return html`${curvature.refused.map((refused) => refusedRow(refused, store))}
  ${(Object.keys(MEASURED) as Measurement[]).map((what) => measuringRow(what, store))}
  ${
    gap
      ? html`<div class="row second">
          ${icon('circle-slash')}
          <p>Not measured at step ${step}: ${sentenceOf(gap.why)}</p>
        </div>`
      : nothing
  }`;
}

function refusedRow({ what, op, file, line, why }: RefusedMeasurement, store: InspectorStore) {
  const place =
    file && line !== null
      ? html` at
          <button class="link" @click=${() => store.openLine(file, line)}>
            ${file.split(/[\\/]/).at(-1)}:${line}
          </button>`
      : nothing;
  const named = op !== null || place !== nothing;
  return html`<div class="row">
    ${icon('warning')}
    <p>${REFUSED[what]}${named ? html`: ${op ?? 'the loss'}${place}.` : '.'}</p>
    <p class="second">${sentenceOf(why)}</p>
    ${
      what === 'curvature' || what === 'lossProgram'
        ? html`<p class="second">Loss, gradients and regularizers are measured as before.</p>`
        : nothing
    }
  </div>`;
}

/** While it is measured, and where that was refused. */
function measuringRow(what: Measurement, store: InspectorStore) {
  const { measuring, refusals, selection } = store.state;
  const key = measureKey(selection.training, what);
  const refusal = refusals.get(key);
  if (refusal)
    return html`<div class="row" role="status">
      ${icon('warning')}
      <p>${capitalized(MEASURED[what])} was not measured: ${sentenceOf(refusal.message)}</p>
    </div>`;
  if (measuring.get(key)?.step !== null) return nothing;
  return html`<div class="row second" role="status">
    ${icon('loading')}
    <p>Measuring ${MEASURED[what]}; this may take a minute. The training goes on.</p>
  </div>`;
}

const capitalized = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
