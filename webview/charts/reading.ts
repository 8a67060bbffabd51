/** Lines of the reading column: key, name, value. They are the legend and the tooltip of a chart. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { PaintRole } from './palette.js';

export type KeyShape = 'line' | 'dashed' | 'points' | 'area' | 'band' | 'dot' | 'bracket' | 'tick' | 'whole' | 'none';

export interface Reading {
  shape: KeyShape;
  role: PaintRole;
  /** Of a line. */
  dash?: readonly number[];
  name: string;
  /** The name where there is little room. */
  short?: string;
  value: string;
  /** Why a value is missing, or what it is exactly. */
  title?: string;
  /** A value that a narrow inspector leaves out. */
  minor?: boolean;
}

const colour = (role: PaintRole) => `var(--gl-${role})`;

function readingKey({ shape, role, dash = [] }: Pick<Reading, 'shape' | 'role' | 'dash'>): TemplateResult {
  const stroke = colour(role);
  const drawn = {
    line: svg`<path d="M0 5H12" stroke=${stroke} stroke-width="1.5" stroke-dasharray=${dash.join(' ') || nothing} />`,
    dashed: svg`<path d="M0 5H5M7.5 5H12" stroke=${stroke} stroke-width="1.5" />`,
    points: svg`<path d="M0 5H2.5M9.5 5H12" stroke=${stroke} stroke-width="1.5" /><circle cx="6" cy="5" r="2.5" fill=${stroke} />`,
    area: svg`<path d="M0 0H12V10H0z" fill=${stroke} fill-opacity="0.4" /><path d="M0 0.75H12" stroke=${stroke} stroke-width="1.5" />`,
    dot: svg`<circle cx="6" cy="5" r="2.5" fill=${stroke} />`,
    bracket: svg`<path d="M3 0.5H9M6 0.5V9.5M3 9.5H9" fill="none" stroke=${stroke} /><circle cx="6" cy="5" r="2" fill=${stroke} />`,
    tick: svg`<path d="M6 0V10" stroke=${stroke} stroke-width="1.5" />`,
    whole: svg`<path d="M6 0V10" stroke=${stroke} stroke-dasharray="3 2" />`,
    band: svg`<path d="M0 0H12V10H0z" fill="var(--gl-grid)" />`,
    none: nothing,
  }[shape];
  return html`<svg class="key" viewBox="0 0 12 10" aria-hidden="true">${drawn}</svg>`;
}

export function readingRow(reading: Reading): TemplateResult {
  return html`<div class="reading-row ${reading.minor ? 'minor' : ''}" title=${reading.title ?? nothing}>
    ${readingKey(reading)}<span class="name ${reading.short === undefined ? '' : 'long'}" title=${reading.name}
      >${reading.name}</span
    >${reading.short !== undefined ? html`<span class="name short" title=${reading.name}>${reading.short}</span>` : nothing}<span
      class="value"
      >${reading.value}</span
    >
  </div>`;
}

export const readingStyles = css`
  .reading-row {
    display: flex;
    align-items: center;
    gap: 8px;
    height: 18px;
    white-space: nowrap;
  }
  .key {
    flex: none;
    width: 12px;
    height: 10px;
  }
  .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--gl-text-second);
  }
  .short {
    display: none;
  }
  .value {
    text-align: right;
  }
  @container inspector (max-width: 559px) {
    .reading-row {
      height: 16px;
      gap: 4px;
      font-size: 11px;
      min-width: 0;
    }
    .reading-row .name {
      flex: 0 1 auto;
    }
    .reading-row:first-child {
      flex: none;
    }
    .reading-row .long {
      display: none;
    }
    .reading-row .short {
      display: block;
    }
    .reading-row.minor {
      display: none;
    }
  }
`;
