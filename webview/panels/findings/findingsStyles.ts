/** A finding: its sign in the gutter, a bold sentence, since when and where at the right. No colour but the sign's. */
import { css } from 'lit';

export const findingsStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .finding {
    position: relative;
    padding: 2px 16px 0 24px;
  }
  .finding + .finding {
    margin-top: 8px;
  }
  .sign {
    position: absolute;
    left: 4px;
    top: 4px;
  }
  .sign.error {
    color: var(--gl-error);
  }
  .sign.warning {
    color: var(--gl-warning);
  }
  .sign.info {
    color: var(--gl-info);
  }
  .first,
  .followed li {
    display: flex;
    gap: 16px;
  }
  h3 {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 13px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .where {
    display: flex;
    flex: none;
    gap: 16px;
    align-items: flex-start;
    white-space: nowrap;
  }
  .since {
    color: var(--gl-text-second);
  }
  .why {
    margin-left: 4px;
  }
  .followed li {
    gap: 4px;
  }
  .followed .icon {
    margin-top: 2px;
    color: var(--gl-text-second);
  }
  .followed .second {
    flex: 1;
    min-width: 0;
  }
  summary {
    width: max-content;
    cursor: pointer;
  }
  .more {
    margin: 8px 0 0 24px;
  }
  @container inspector (max-width: 559px) {
    .finding {
      padding: 2px 8px 0 20px;
    }
    .sign {
      left: 1px;
    }
    .first {
      flex-direction: column;
      gap: 0;
    }
    .where {
      gap: 12px;
    }
    .more {
      margin-left: 20px;
    }
  }
`;
