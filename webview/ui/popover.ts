/**
 * What opens beside a button: hover-card colours, closed by Escape, by a press elsewhere, and by the button. The first
 * slot is the body, `foot` the row of actions. Opens where it fits, inside the window.
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { panelStyles } from '../theme/panelStyles.js';

@customElement('gl-popover')
export class Popover extends LitElement {
  /** Name of the dialog for the screen reader. */
  @property() label = '';
  /** Rows fill it from edge to edge: a menu. */
  @property({ type: Boolean, reflect: true }) plain = false;
  @state() private open = false;
  @query('.card') private card!: HTMLElement | null;
  private anchor: HTMLElement | null = null;
  /** What is inside may grow: the card stays in the window. */
  private readonly resize = new ResizeObserver(() => this.place());

  static override styles = [
    panelStyles,
    css`
      :host {
        display: contents;
      }
      .card {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 0;
        max-width: min(520px, calc(100vw - 16px));
        max-height: calc(100vh - 16px);
        overflow: auto;
        color: var(--gl-popover-text);
        background: var(--gl-popover-background);
        border: 1px solid var(--gl-popover-border);
        border-radius: 4px;
        box-shadow: 0 2px 8px var(--gl-shadow);
        white-space: normal;
      }
      .body {
        padding: 8px 12px;
      }
      :host([plain]) .body {
        padding: 4px 0;
      }
      .foot ::slotted(*) {
        padding: 4px 12px;
        border-top: 1px solid var(--gl-popover-border);
        background: var(--gl-popover-foot);
      }
    `,
  ];

  toggle(anchor: HTMLElement): void {
    if (this.open) this.close();
    else void this.show(anchor);
  }

  async show(anchor: HTMLElement): Promise<void> {
    this.anchor = anchor;
    this.open = true;
    await this.updateComplete;
    this.card?.showPopover();
    this.place();
    if (this.card) this.resize.observe(this.card);
    this.card?.focus();
    anchor.ariaExpanded = 'true';
  }

  close(): void {
    this.card?.hidePopover();
  }

  override render() {
    if (!this.open) return nothing;
    return html`<div
      class="card"
      popover="auto"
      role="dialog"
      tabindex="-1"
      aria-label=${this.label}
      @toggle=${this.onToggle}
      @keydown=${this.onKey}
    >
      <div class="body"><slot></slot></div>
      <div class="foot"><slot name="foot"></slot></div>
    </div>`;
  }

  private place(): void {
    const [card, anchor] = [this.card, this.anchor];
    if (!card || !anchor) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const left = Math.min(Math.max(8, at.left - 12), window.innerWidth - width - 8);
    const below = at.bottom + 4;
    const fits = below + height <= window.innerHeight - 8;
    const top = fits ? below : Math.max(8, Math.min(at.top - height - 4, window.innerHeight - height - 8));
    card.style.setProperty('left', `${Math.round(left)}px`);
    card.style.setProperty('top', `${Math.round(top)}px`);
  }

  /** Escape closes this and nothing behind it. */
  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    event.preventDefault();
    this.close();
  }

  private onToggle(event: ToggleEvent): void {
    if (event.newState !== 'closed') return;
    this.open = false;
    this.resize.disconnect();
    if (this.anchor) this.anchor.ariaExpanded = 'false';
    this.anchor?.focus();
    this.dispatchEvent(new CustomEvent('gl-closed'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-popover': Popover;
  }
}
