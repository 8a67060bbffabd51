/** Tells screen readers of changes of the state, politely; a failure at once. Steps are read from the slider. */
import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { announcement } from '../head/words.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { Panel } from './panel.js';

@customElement('gl-announcer')
export class Announcer extends Panel {
  @property({ attribute: false }) private words = '';
  static override styles = [panelStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.state.status) this.words = announcement(this.state.status);
  }

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    if (state.status && state.status.state !== before.status?.state) this.words = announcement(state.status);
    return false;
  }

  override render() {
    const failed = this.state.status?.state === 'failed';
    return html`<div class="visually-hidden" role="status" aria-live=${failed ? 'assertive' : 'polite'}>
      ${this.words}
    </div>`;
  }
}
