/**
 * A plot whose x axis is not steps: it has a cursor of its own, moved by the pointer and by the arrow keys, that no other
 * chart follows. Tells where it stands by `gl-at`: a share of the width, or null where it is gone.
 */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styled } from '../ui/styled.js';

@customElement('gl-own-axis-plot')
export class OwnAxisPlot extends LitElement {
  /** What the picture shows, in a sentence. */
  @property() label = '';
  /** Where the cursor stands, as a share of the width. */
  @property({ attribute: false }) at: number | null = null;

  static override styles = css`
    :host {
      display: block;
      position: relative;
    }
    .cursor {
      position: absolute;
      inset: 0 auto 0 0;
      border-left: 1px dashed var(--gl-cursor);
      pointer-events: none;
    }
    :host(:focus-visible) {
      outline: 1px solid var(--gl-focus);
      outline-offset: -1px;
    }
  `;

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'img');
    this.setAttribute('tabindex', '0');
    this.addEventListener('pointermove', this.onMove);
    this.addEventListener('pointerleave', this.clear);
    this.addEventListener('blur', this.clear);
    this.addEventListener('keydown', this.onKey);
  }

  override updated(): void {
    this.setAttribute('aria-label', this.label);
  }

  override render() {
    const place = this.at === null ? null : `${(this.at * 100).toFixed(3)}%`;
    return html`<slot></slot>${place === null ? nothing : html`<div class="cursor" ${styled({ left: place })}></div>`}`;
  }

  private readonly onMove = (event: PointerEvent): void => {
    const { left, width } = this.getBoundingClientRect();
    this.move((event.clientX - left) / (width || 1));
  };

  private readonly clear = (): void => this.move(null);

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const stride = event.shiftKey ? 0.1 : 0.01;
    const at = this.at ?? 0.5;
    const next = { ArrowLeft: at - stride, ArrowRight: at + stride, Home: 0, End: 1 }[event.key];
    if (next === undefined && !(event.key === 'Escape' && this.at !== null)) return;
    event.preventDefault();
    this.move(next ?? null);
  };

  private move(at: number | null): void {
    const inside = at === null ? null : Math.min(1, Math.max(0, at));
    if (inside !== this.at) this.dispatchEvent(new CustomEvent<number | null>('gl-at', { detail: inside }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-own-axis-plot': OwnAxisPlot;
  }
}
