/** Styles of a page that draws one thing under a header line, beside those that every panel has: a tuning, a comparison. */
import { css } from 'lit';

export const pictureStyles = css`
  :host {
    container: inspector / inline-size;
    height: 100%;
    overflow: hidden auto;
    background: var(--gl-background);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    padding: 2px 16px 2px 24px;
    border-bottom: 1px solid var(--gl-rule);
  }
  h1 {
    margin: 0;
    font-size: 13px;
    font-weight: 600;
  }
`;
