/** Tells screen readers of changes of the state, politely and not too often; a failure at once. Steps are read from the slider. */
import { html } from 'lit';
import { customElement, state as reactive } from 'lit/decorators.js';
import { announcement } from '../head/words.js';
import type { InspectorState } from '../state/state.js';
import { panelStyles } from '../theme/panelStyles.js';
import { paceWords } from './pacedWords.js';
import { Panel } from './panel.js';

@customElement('gl-announcer')
export class Announcer extends Panel {
  @reactive() private words = '';
  private readonly paced = paceWords((words) => (this.words = words));
  static override styles = [panelStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.tell(this.state);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.paced.dispose();
  }

  protected override concerns(state: InspectorState, before: InspectorState): boolean {
    if (state.status?.state !== before.status?.state) this.tell(state);
    return false;
  }

  private tell({ status }: InspectorState): void {
    if (status) this.paced.tell(announcement(status), status.state === 'failed');
  }

  override render() {
    const failed = this.state.status?.state === 'failed';
    return html`<div class="visually-hidden" role="status" aria-live=${failed ? 'assertive' : 'polite'}>
      ${this.words}
    </div>`;
  }
}
