/**
 * A panel draws one section from the store. It is a lit element that renders again when the state changed in a way
 * that `concerns` it; what it paints on a canvas it paints in `updated`.
 */
import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import type { InspectorState } from '../state/state.js';
import type { InspectorStore } from '../store.js';
import { panelStyles } from '../theme/panelStyles.js';

export abstract class Panel extends LitElement {
  @property({ attribute: false }) store!: InspectorStore;
  private unsubscribe: (() => void) | null = null;

  static override styles: CSSResultGroup = [panelStyles];

  get state(): InspectorState {
    return this.store.state;
  }

  /** Whether the panel must render again. */
  protected concerns(state: InspectorState, before: InspectorState): boolean {
    return state !== before;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.unsubscribe = this.store.subscribe((state, before) => {
      if (this.concerns(state, before)) this.requestUpdate();
    });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    this.unsubscribe?.();
    super.disconnectedCallback();
  }
}
