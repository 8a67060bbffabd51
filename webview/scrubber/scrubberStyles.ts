import { css } from 'lit';

export const scrubberStyles = css`
  :host {
    padding: 6px 0 4px;
    border-top: 1px solid var(--gl-rule);
    background: var(--gl-background);
  }
  .title {
    font-weight: 600;
    white-space: nowrap;
  }
  .label {
    padding-top: 6px;
  }
  .plot {
    min-width: 0;
  }
  .track {
    position: relative;
    height: 36px;
    cursor: default;
    touch-action: none;
  }
  canvas {
    display: block;
    color: var(--gl-cursor);
  }
  .line {
    position: absolute;
    inset: 0 auto 0 0;
    width: 0;
    pointer-events: none;
  }
  .shown {
    border-left: 1px solid var(--gl-scrubber);
  }
  .cursor {
    border-left: 1px dashed var(--gl-cursor);
  }
  .segment {
    position: absolute;
    inset: 0 auto 1px 0;
    padding-left: 4px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    border-left: 1px solid var(--gl-grid);
    pointer-events: none;
  }
  .handle {
    position: absolute;
    top: 0;
    left: -6px;
    width: 11px;
    height: 10px;
    background: var(--gl-scrubber);
    clip-path: polygon(0 0, 100% 0, 100% 60%, 50% 100%, 0 60%);
  }
  .triangle {
    display: inline-block;
    width: 10px;
    height: 9px;
    background: var(--gl-warning);
    clip-path: polygon(50% 0, 100% 100%, 0 100%);
  }
  .mark {
    position: absolute;
    left: 0;
    top: 11px;
  }
  .error {
    background: var(--gl-error);
  }
  .info {
    background: var(--gl-info);
  }
  .axis {
    position: relative;
  }
  .axis span {
    position: absolute;
    left: 0;
    white-space: nowrap;
  }
  .reading {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 36px;
  }
  .key {
    margin-left: 8px;
    font-size: 12px;
  }
  @container inspector (max-width: 559px) {
    :host {
      padding: 4px 0 2px;
    }
    .label {
      display: flex;
      gap: 12px;
      padding-top: 0;
      line-height: 24px;
    }
    .reading {
      justify-content: flex-end;
      height: 24px;
      pointer-events: none;
    }
    .reading > * {
      pointer-events: auto;
    }
    .label {
      grid-row: 1;
    }
  }
`;
