/** The document around the inspector: it fills the window, and sections scroll inside it. */
import { css } from 'lit';

export const pageStyles = css`
  html,
  body {
    height: 100%;
    margin: 0;
    padding: 0;
    overflow: hidden;
  }
`;
