/** Styles of the picture of a tuning, beside those that every panel has. */
import { css } from 'lit';

export const tuningStyles = css`
  .state {
    margin-left: auto;
    display: flex;
    gap: 12px;
  }
  .bar {
    height: 2px;
    margin-top: -1px;
    background: var(--gl-progress);
  }
  gl-own-axis-chart {
    margin-top: 8px;
  }
  .choices {
    display: grid;
    grid-template-columns: max-content max-content max-content;
    gap: 0 24px;
    padding: 8px 16px 4px 24px;
  }
  .choices .link {
    justify-self: start;
  }
  .choices .number {
    font-weight: 600;
  }
  p {
    margin: 0;
    padding: 2px 16px 2px 24px;
  }
  @container inspector (max-width: 559px) {
    header,
    .choices,
    p {
      padding-left: 20px;
      padding-right: 8px;
    }
    .choices {
      gap: 0 12px;
      grid-template-columns: minmax(0, 1fr) max-content max-content;
    }
    .state {
      margin-left: 0;
    }
  }
`;
