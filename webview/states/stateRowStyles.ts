import { css } from 'lit';

export const stateRowStyles = css`
  .row {
    display: flex;
    position: relative;
    gap: 16px;
    padding: 6px 16px 6px 24px;
    border-top: 1px solid var(--gl-contrast-rule);
  }
  .paused {
    background: color-mix(in srgb, var(--gl-icon-pause) 12%, transparent);
  }
  .failed {
    background: color-mix(in srgb, var(--gl-error) 14%, transparent);
  }
  .damaged {
    background: color-mix(in srgb, var(--gl-warning) 12%, transparent);
  }
  .paused .row-icon {
    color: var(--gl-icon-pause);
  }
  .failed .row-icon {
    color: var(--gl-error);
  }
  .damaged .row-icon {
    color: var(--gl-warning);
  }
  .row-icon {
    position: absolute;
    left: 4px;
    top: 8px;
  }
  .words {
    flex: 1;
    min-width: 0;
  }
  h2 {
    margin: 0;
    font-size: 13px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  b {
    font-weight: 400;
    color: var(--gl-text);
  }
  code,
  pre {
    font-family: var(--gl-code-font);
    font-size: 12px;
    color: var(--gl-text);
  }
  pre {
    margin: 4px 0 0;
    overflow: auto;
    line-height: 18px;
  }
  summary {
    width: max-content;
    cursor: pointer;
  }
  .actions {
    display: flex;
    gap: 16px;
    white-space: nowrap;
    align-items: start;
  }
  @container inspector (max-width: 559px) {
    .row {
      flex-direction: column;
      gap: 2px;
      padding: 4px 8px 6px 20px;
    }
    .row-icon {
      left: 1px;
      top: 6px;
    }
  }
`;
