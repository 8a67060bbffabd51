/** The page that stands alone: the inspector, and the program's source beside it where there is room. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../frame/inspector.js';
import type { InspectorStore } from '../store.js';
import { roles } from '../theme/roles.js';
import { iconButton, controlStyles } from '../ui/controls.js';
import './source.js';

@customElement('gl-page')
export class Page extends LitElement {
  @property({ attribute: false }) store!: InspectorStore;
  @state() private asked: { file: string; line: number } | null = null;
  /** On a narrow page the source lies over the inspector until it is closed. */
  @state() private over = false;

  static override styles = [
    roles,
    controlStyles,
    css`
      :host {
        display: flex;
        height: 100%;
        color: var(--gl-text);
        background: var(--gl-background);
      }
      gl-inspector {
        flex: 1 1 0;
        min-width: 0;
      }
      aside {
        flex: 0 0 min(42%, 760px);
        min-width: 0;
        border-right: 1px solid var(--gl-rule);
        position: relative;
      }
      aside vscode-button {
        display: none;
      }
      @media (max-width: 1199px) {
        aside {
          display: none;
        }
        aside.over {
          display: block;
          position: fixed;
          inset: 0;
          z-index: 10;
          border: 0;
        }
        aside.over vscode-button {
          display: block;
          position: absolute;
          top: 6px;
          right: 12px;
        }
      }
    `,
  ];

  /** Shows a line of the program. */
  openLine(file: string, line: number): void {
    this.asked = { file, line };
    this.over = true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe((state, before) => {
      if (state.selection.training !== before.selection.training) this.asked = null;
      if (state.sources !== before.sources) this.requestUpdate();
    });
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !this.over) return;
      this.over = false;
      event.preventDefault();
    });
  }

  override render() {
    const { store } = this;
    return html`${
        store.state.sources.length > 0
          ? html`<aside class=${this.over ? 'over' : ''} aria-label="Source">
              <gl-source .store=${store} .asked=${this.asked}></gl-source>
              ${iconButton({ icon: 'close', label: 'Close Source', click: () => (this.over = false) })}
            </aside>`
          : nothing
      } <gl-inspector place="page" .store=${store}></gl-inspector>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-page': Page;
  }
}
