/** Rows of the gradient flow, in three columns and in the narrow layout. */
import { css, unsafeCSS } from 'lit';
import { MERGED_PLOT_LEFT, MERGED_PLOT_RIGHT } from '../../layout/layout.js';

export const flowStyles = css`
  :host {
    padding-top: 0;
  }
  .row {
    position: relative;
    height: 20px;
    cursor: pointer;
    outline-offset: -1px;
  }
  .row.first {
    margin-top: 4px;
  }
  .row .label {
    display: flex;
    gap: 6px;
    padding-right: 8px;
    white-space: nowrap;
  }
  .row .layer {
    flex: 0 0 54px;
    overflow: visible;
  }
  .row .layer.long {
    flex: 0 1 auto;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .row .variable {
    flex: 1 0 auto;
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--gl-text-second);
  }
  .row .variable.alone {
    color: inherit;
    flex-shrink: 1;
  }
  .inside .label {
    padding-left: 32px;
  }
  .twistie {
    position: absolute;
    left: 4px;
    top: 2px;
    width: 16px;
    height: 16px;
    color: var(--gl-icon);
    opacity: 0;
  }
  .row:hover .twistie,
  .row:focus-visible .twistie,
  .row[aria-expanded='true'] .twistie,
  .block .twistie {
    opacity: 1;
  }
  .row:hover .label,
  .row:hover .numbers {
    background: var(--gl-row-hover);
  }
  .row[aria-selected='true'] .label,
  .row[aria-selected='true'] .numbers {
    background: var(--vscode-list-inactiveSelectionBackground);
  }
  .row:hover {
    outline: 1px dashed var(--gl-contrast-outline);
  }
  .row[aria-selected='true'] {
    outline: 1px solid var(--gl-contrast-outline);
  }
  .row:focus-visible {
    outline: 1px solid var(--gl-focus);
  }
  .row gl-heat-strip {
    padding: 1px 0;
  }
  .row[aria-selected='true'] .variable {
    color: var(--gl-text);
  }
  .numbers {
    display: grid;
    grid-template-columns: 56px 60px minmax(0, 1fr);
    padding-right: 16px;
    text-align: right;
    white-space: nowrap;
  }
  .strip {
    display: block;
    width: 66px;
    height: 20px;
    margin-left: 14px;
    fill: none;
  }
  .strip .base {
    stroke: var(--gl-grid);
  }
  .strip .band {
    fill: var(--gl-grid);
  }
  .strip .usual {
    stroke: var(--gl-text);
    stroke-width: 2;
  }
  .strip .unusual {
    stroke: var(--gl-penalty-first);
    stroke-width: 2;
  }
  .heads {
    font-size: 11px;
    line-height: 16px;
    height: 16px;
    color: var(--gl-text-second);
  }
  .heads .scale {
    text-align: left;
    padding-left: 14px;
  }
  gl-x-axis-labels,
  gl-heat-legend {
    grid-column: 2 / -1;
  }
  gl-heat-legend {
    padding-right: 16px;
  }
  .more {
    padding-left: 24px;
  }
  .line {
    display: none;
  }
  @container inspector (max-width: 559px) {
    .heads,
    .row .numbers,
    .row .layer {
      display: none;
    }
    .row,
    .row.first {
      height: 14px;
      margin-top: 0;
    }
    .row .label {
      grid-column: 1;
      padding: 0 2px 0 20px;
      line-height: 14px;
      font-size: 11px;
    }
    .row gl-heat-strip {
      grid-column: 2;
    }
    .row .twistie {
      left: 2px;
      top: -1px;
    }
    /* Beside the block's name, which stands on the line above its strip. */
    .row.block .twistie {
      top: -17px;
    }
    .line {
      display: flex;
      align-items: baseline;
      gap: 12px;
      height: 18px;
      margin-top: 4px;
      padding: 0 ${unsafeCSS(MERGED_PLOT_RIGHT)}px 0 20px;
      white-space: nowrap;
      cursor: pointer;
    }
    .line:hover {
      background: var(--gl-row-hover);
      outline: 1px dashed var(--gl-contrast-outline);
      outline-offset: -1px;
    }
    .line:focus-visible {
      outline: 1px solid var(--gl-focus);
      outline-offset: -1px;
    }
    .line .layer {
      flex: 1;
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .line .value {
      color: var(--gl-text-second);
      font-size: 11px;
    }
    .line b {
      font-weight: 400;
      color: var(--gl-text);
    }
    gl-heat-legend {
      grid-column: 1 / -1;
      padding-left: ${unsafeCSS(MERGED_PLOT_LEFT)}px;
    }
  }
`;
