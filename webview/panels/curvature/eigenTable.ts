/** Eigenvalues known one by one: from the top and from the bottom, each with its residual; cosines of the gradient. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { formatNumber } from '../../../src/format/number.js';
import type { CurvaturePayload } from '../../../src/protocol/records.js';
import { largestRows, smallestRows, type EigenRow } from './detailParts.js';

export const eigenTableStyles = css`
  .tables {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 40px;
    align-items: flex-start;
  }
  .numbers {
    border-collapse: collapse;
    line-height: 18px;
  }
  .numbers caption {
    text-align: left;
    font-size: 11px;
    line-height: 16px;
    color: var(--gl-text-second);
  }
  .numbers th {
    font-weight: 400;
    color: var(--gl-text-second);
  }
  .numbers thead th {
    font-size: 11px;
    line-height: 16px;
  }
  .numbers th,
  .numbers td {
    padding: 0 0 0 20px;
    text-align: right;
    white-space: nowrap;
  }
  .numbers th:first-child {
    padding-left: 0;
    text-align: left;
  }
  @container inspector (max-width: 559px) {
    .numbers th,
    .numbers td {
      padding-left: 10px;
    }
    .numbers th:first-child {
      white-space: normal;
      overflow-wrap: anywhere;
      min-width: 64px;
    }
    .numbers thead th {
      white-space: normal;
    }
    .numbers {
      font-size: 11px;
    }
  }
`;

export function eigenTables(payload: CurvaturePayload): TemplateResult {
  const [largest, smallest] = [largestRows(payload), smallestRows(payload)];
  return html`<div class="tables">${table('largest', largest)}${table('smallest', smallest)}</div>`;
}

function table(caption: string, rows: readonly EigenRow[]) {
  if (rows.length === 0) return nothing;
  const cosines = rows.some(({ cosine }) => cosine !== null);
  return html`<table class="numbers">
    <thead>
      <tr>
        <th scope="col">${caption}</th>
        <th scope="col">value</th>
        <th scope="col">residual</th>
        ${cosines ? html`<th scope="col" title="|cos| of the gradient with the eigenvector">|cos g|</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, value, residual, cosine }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${formatNumber(value)}</td>
            <td>${formatNumber(residual)}</td>
            ${cosines ? html`<td>${cosine === null ? '–' : formatNumber(cosine)}</td>` : nothing}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
