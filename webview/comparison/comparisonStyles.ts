/** Styles of the picture of a comparison, beside those that every panel has. */
import { css } from 'lit';

export const comparisonStyles = css`
  h2 {
    margin: 16px 0 4px;
    font-size: 11px;
    font-weight: 700;
    text-transform: uppercase;
  }
  h3 {
    margin: 8px 0 4px;
    font-size: 13px;
    font-weight: 600;
  }
  h3 .second {
    font-weight: 400;
  }
  p {
    margin: 0;
  }
  main > p {
    padding: 2px 16px 2px 24px;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
    font-size: 11px;
  }
  .legend {
    display: grid;
    grid-template-columns: max-content max-content max-content minmax(0, 1fr);
    gap: 0 16px;
    margin: 0;
    padding: 6px 16px 4px 24px;
    list-style: none;
  }
  .legend li {
    display: grid;
    grid-template-columns: subgrid;
    grid-column: 1 / -1;
    align-items: center;
  }
  .legend label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .legend input {
    width: 12px;
    height: 12px;
    margin: 0;
    accent-color: var(--gl-focus);
  }
  .legend .hidden .look {
    visibility: hidden;
  }
  .legend .link {
    justify-self: start;
  }
  .difference {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .damage {
    grid-column: 2 / -1;
  }
  gl-comparison-chart {
    margin-top: 8px;
  }
  .differences {
    padding: 0 16px 16px 24px;
  }
  .scroll {
    overflow: auto;
  }
  table {
    border-collapse: collapse;
  }
  th,
  td {
    max-width: 280px;
    padding: 0 24px 0 0;
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: left;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    font-weight: 600;
  }
  th[scope='row'] {
    color: var(--gl-text-second);
  }
  .diff {
    font-family: var(--gl-code-font);
    font-size: 12px;
    line-height: 18px;
    tab-size: 4;
  }
  .diff > div {
    width: max-content;
    min-width: 100%;
    padding: 0 4px;
  }
  .diff .text {
    white-space: pre;
  }
  .hunk {
    color: var(--gl-text-second);
  }
  .added {
    background: var(--gl-line-added);
    outline: 1px dashed var(--gl-contrast-outline);
    outline-offset: -1px;
  }
  .removed {
    background: var(--gl-line-removed);
    outline: 1px dotted var(--gl-contrast-outline);
    outline-offset: -1px;
  }
  @container inspector (max-width: 559px) {
    header,
    .legend,
    .differences,
    main > p {
      padding-left: 20px;
      padding-right: 8px;
    }
    .legend {
      display: block;
    }
    .legend li {
      display: flex;
      flex-wrap: wrap;
      gap: 0 12px;
    }
    .legend .difference,
    .legend .damage {
      flex: 1 0 100%;
    }
  }
`;
