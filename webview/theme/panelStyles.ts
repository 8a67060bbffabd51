/** The grid and the type that every panel shares. Rows are 20, readings 18, axes 16 pixels high. */
import { css, unsafeCSS } from 'lit';
import { LABEL_COLUMN, MERGED_BELOW, MERGED_PLOT_LEFT, MERGED_PLOT_RIGHT, READING_COLUMN } from '../layout/layout.js';

const px = (length: number) => unsafeCSS(`${length}px`);

export const panelStyles = css`
  :host {
    display: block;
    font-family: var(--vscode-font-family);
    font-size: 13px;
    line-height: 20px;
    font-variant-numeric: tabular-nums;
    color: var(--gl-text);
  }
  * {
    box-sizing: border-box;
  }
  sub,
  sup {
    line-height: 0;
  }
  .columns {
    display: grid;
    grid-template-columns: ${px(LABEL_COLUMN)} minmax(0, 1fr) ${px(READING_COLUMN)};
  }
  .label {
    padding-left: 24px;
    min-width: 0;
  }
  .reading {
    padding: 0 16px 0 12px;
    line-height: 18px;
    min-width: 0;
  }
  .second {
    color: var(--gl-text-second);
  }
  .small {
    font-size: 11px;
    line-height: 16px;
  }
  .axis {
    height: 16px;
    font-size: 11px;
    line-height: 16px;
  }
  .number {
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  a,
  .link {
    color: var(--gl-link);
    text-decoration: none;
    cursor: pointer;
    background: none;
    border: 0;
    padding: 0;
    font: inherit;
  }
  a:hover,
  .link:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 1px solid var(--gl-focus);
    outline-offset: -1px;
  }
  @container inspector (max-width: ${px(MERGED_BELOW - 1)}) {
    .columns {
      grid-template-columns: ${px(MERGED_PLOT_LEFT)} minmax(0, 1fr) ${px(MERGED_PLOT_RIGHT)};
    }
    .label {
      grid-column: 1 / -1;
      padding-left: 20px;
    }
    .plot {
      grid-column: 2;
    }
    .reading {
      grid-column: 1 / -1;
      grid-row: 1;
      padding: 0 8px 0 20px;
    }
  }
`;
