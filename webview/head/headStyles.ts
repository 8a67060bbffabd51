import { css } from 'lit';

export const headStyles = css`
  header {
    padding: 8px 16px 6px 0;
  }
  .line {
    display: flex;
    align-items: center;
    min-height: 24px;
    padding-left: 24px;
    position: relative;
  }
  h1 {
    margin: 0;
    font-size: 13px;
    font-weight: 600;
    white-space: nowrap;
  }
  b {
    font-weight: 400;
    color: var(--gl-text);
  }
  code {
    font-family: var(--gl-code-font);
    font-size: 12px;
    color: var(--gl-text);
  }
  .state-icon {
    position: absolute;
    left: 4px;
    display: inline-flex;
    color: var(--gl-icon);
  }
  .running {
    color: var(--gl-passed);
  }
  .running .icon {
    transform: scale(0.75);
  }
  .paused {
    color: var(--gl-icon-pause);
  }
  .ended {
    color: var(--gl-passed);
  }
  .failed {
    color: var(--gl-error);
  }
  .damaged {
    color: var(--gl-warning);
  }
  @media (prefers-reduced-motion: no-preference) {
    .waiting .icon {
      animation: turn 1.5s linear infinite;
    }
    .running .icon {
      animation: pulse 2s ease-in-out infinite;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @keyframes pulse {
    50% {
      opacity: 0.5;
    }
  }
  .program {
    display: flex;
    align-items: center;
    gap: 16px;
    margin-left: 16px;
    min-width: 0;
    flex: 1;
    white-space: nowrap;
  }
  .program .link {
    flex: none;
    max-width: 60%;
  }
  .program .link,
  .training {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .numbers {
    flex-wrap: wrap;
    column-gap: 16px;
    white-space: nowrap;
  }
  .condition {
    overflow: hidden;
    text-overflow: ellipsis;
    flex: 0 1 auto;
  }
  .place {
    margin-left: auto;
    display: flex;
    gap: 16px;
  }
  @container inspector (max-width: 559px) {
    header {
      display: grid;
      grid-template-columns: 1fr auto;
      padding: 6px 8px 4px 0;
    }
    .line {
      padding-left: 20px;
    }
    .state-icon {
      left: 0;
    }
    .first {
      display: contents;
    }
    .state-icon {
      top: 10px;
    }
    h1 {
      padding-left: 20px;
      line-height: 24px;
    }
    gl-toolbar,
    vscode-dropdown[aria-label='Theme'] {
      grid-column: 2;
      grid-row: 1;
      align-self: center;
    }
    .program {
      grid-column: 1 / -1;
      padding-right: 76px;
      grid-row: 2;
      margin-left: 20px;
      line-height: 24px;
      gap: 12px;
    }
    gl-backend-chip {
      position: absolute;
      right: 0;
      top: -24px;
    }
    .numbers {
      grid-column: 1 / -1;
      column-gap: 12px;
      font-size: 12px;
    }
  }
`;
