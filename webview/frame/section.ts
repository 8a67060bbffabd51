/** A collapsible section with VS Code's own header: title, one number while closed, actions at the right. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { panelStyles } from '../theme/panelStyles.js';
import { badge, controlStyles } from '../ui/controls.js';
import { icon } from '../ui/icon.js';

@customElement('gl-section')
export class Section extends LitElement {
  @property() override title = '';
  @property({ type: Boolean, reflect: true }) open = false;
  /** Stands closed and dim, because there is nothing to show yet. */
  @property({ type: Boolean, reflect: true }) dim = false;
  @property() summary: string | null = null;
  @property({ type: Number }) count: number | null = null;
  @property({ attribute: false }) actions: TemplateResult | null = null;

  static override styles = [
    panelStyles,
    controlStyles,
    css`
      :host {
        border-top: 1px solid var(--gl-rule);
      }
      header {
        display: flex;
        align-items: center;
        height: 22px;
        padding-right: 16px;
      }
      h2 {
        margin: 0;
        font: inherit;
        flex: 1;
        min-width: 0;
        height: 100%;
      }
      .toggle {
        display: flex;
        align-items: center;
        width: 100%;
        height: 100%;
        padding: 0 0 0 4px;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
        cursor: pointer;
      }
      .title {
        margin-left: 4px;
        font-size: 11px;
        font-weight: 700;
        text-transform: uppercase;
        white-space: nowrap;
      }
      .badge {
        margin-left: 8px;
      }
      .summary {
        margin-left: 12px;
        font-size: 12px;
        color: var(--gl-text-second);
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      :host([dim]) .toggle {
        opacity: 0.6;
        cursor: default;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: 8px;
        font-size: 11px;
      }
      .body {
        padding-bottom: 8px;
      }
      @container inspector (max-width: 559px) {
        header {
          padding-right: 8px;
        }
      }
    `,
  ];

  override render() {
    return html`
      <header>
        <h2>
          <button
            class="toggle"
            aria-expanded=${this.open}
            aria-controls="body"
            aria-disabled=${this.dim}
            @click=${this.toggle}
          >
            ${icon(this.open ? 'chevron-down' : 'chevron-right')}<span class="title">${this.title}</span>
            ${badge(this.count)}
            ${this.open || !this.summary ? nothing : html`<span class="summary">${this.summary}</span>`}
          </button>
        </h2>
        ${this.open && this.actions ? html`<div class="actions">${this.actions}</div>` : nothing}
      </header>
      ${this.open ? html`<div class="body" id="body"><slot></slot></div>` : nothing}
    `;
  }

  private toggle(): void {
    if (this.dim) return;
    this.dispatchEvent(new CustomEvent('gl-toggle', { detail: !this.open, bubbles: true, composed: true }));
  }
}
