import { css, unsafeCSS } from 'lit';
import { MERGED_BELOW, READING_COLUMN } from '../../layout/layout.js';

/** Icon in the gutter, words up to the reading column, since when and where in it. */
export const findingsStyles = css`
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  h3,
  p {
    margin: 0;
    font-size: 13px;
    overflow-wrap: anywhere;
  }
  h3 {
    font-weight: 600;
  }
  h3::first-letter {
    text-transform: uppercase;
  }
  .finding {
    display: grid;
    grid-template-columns: minmax(0, 1fr) ${unsafeCSS(READING_COLUMN)}px;
    position: relative;
    padding: 2px 0 2px 24px;
  }
  .finding + .finding {
    margin-top: 8px;
  }
  .mark {
    position: absolute;
    left: 4px;
    top: 4px;
    line-height: 16px;
  }
  .error {
    color: var(--gl-error);
  }
  .warning {
    color: var(--gl-warning);
  }
  .info {
    color: var(--gl-info);
  }
  .words {
    max-width: 90ch;
    grid-column: 1;
  }
  .where {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-content: start;
    gap: 0 12px;
    padding: 0 16px 0 12px;
    grid-column: 2;
    min-width: 0;
  }
  .documentation {
    display: var(--gl-documentation, inline);
    margin-left: 8px;
  }
  .consequence {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
  }
  .consequence .message {
    flex: 1 1 45ch;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .consequence .where {
    flex: none;
    padding: 0 0 0 12px;
  }
  @container inspector (max-width: ${unsafeCSS(MERGED_BELOW - 1)}px) {
    .finding {
      grid-template-columns: minmax(0, 1fr);
      padding: 2px 8px 2px 20px;
    }
    .mark {
      left: 1px;
    }
    .documentation {
      margin-left: 0;
    }
    .where {
      grid-column: 1;
      justify-content: start;
      padding: 0;
    }
    .consequence {
      justify-content: start;
    }
    .consequence .where {
      margin-left: auto;
    }
  }
`;
