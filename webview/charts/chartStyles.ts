/** What every chart in the three columns shares: name and ticks | plot | readings, and one line of them above where it is narrow. */
import { css, unsafeCSS } from 'lit';
import { MERGED_PLOT_LEFT, MERGED_PLOT_RIGHT } from '../layout/layout.js';

export const chartStyles = css`
  .chart {
    position: relative;
  }
  .label {
    line-height: 16px;
    white-space: nowrap;
  }
  .second {
    display: block;
    font-size: 11px;
    line-height: 14px;
  }
  gl-info {
    opacity: 0;
  }
  .chart:hover gl-info,
  gl-info:focus-within {
    opacity: 1;
  }
  .ticks {
    grid-row: 1;
    grid-column: 1;
    position: relative;
    pointer-events: none;
  }
  .tick {
    position: absolute;
    right: 8px;
    font-size: 11px;
    line-height: 12px;
    color: var(--gl-text-second);
  }
  .label {
    grid-row: 1;
    grid-column: 1;
  }
  .turn {
    display: none;
  }
  @container inspector (max-width: 559px) {
    /* In the gutter, so that name and readings keep their room. */
    .chart gl-info {
      position: absolute;
      left: 2px;
      top: 1px;
    }
    .columns {
      display: flex;
      flex-wrap: wrap;
      padding-right: ${unsafeCSS(MERGED_PLOT_RIGHT)}px;
    }
    .label {
      flex: none;
      line-height: 18px;
    }
    .label .second {
      display: none;
    }
    .reading {
      order: 1;
      flex: 1 1 0;
      display: flex;
      gap: 0 12px;
      justify-content: flex-end;
      align-items: center;
      min-height: 18px;
      padding: 0 0 0 12px;
      overflow: hidden;
    }
    .turn {
      display: block;
      order: 2;
      flex-basis: 100%;
    }
    .ticks {
      order: 3;
      flex: none;
      align-self: stretch;
      width: ${unsafeCSS(MERGED_PLOT_LEFT)}px;
    }
    .plot {
      order: 4;
      flex: 1;
      min-width: 0;
    }
  }
`;
