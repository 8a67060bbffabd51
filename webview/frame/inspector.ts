/** The inspector: head, state row, sections, scrubber. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { InspectorStore } from '../store.js';
import { panelStyles } from '../theme/panelStyles.js';
import { roles } from '../theme/roles.js';
import './section.js';
import { sections, type SectionDefinition } from './sections.js';

@customElement('gl-inspector')
export class Inspector extends LitElement {
  @property({ attribute: false }) store!: InspectorStore;
  private readonly resize = new ResizeObserver(([entry]) => {
    if (entry) this.store.setWidth(Math.floor(entry.contentRect.width));
  });

  static override styles = [
    roles,
    panelStyles,
    css`
      :host {
        container: inspector / inline-size;
        display: flex;
        flex-direction: column;
        height: 100%;
        overflow: hidden;
      }
      main {
        flex: 1;
        min-height: 0;
        overflow: hidden auto;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe(() => this.requestUpdate());
    this.resize.observe(this);
  }

  override render() {
    const state = this.store.state;
    if (!state.hydrated) return nothing;
    return html`<main>
      ${sections.filter((section) => section.isShown(state)).map((section) => this.section(section))}
    </main>`;
  }

  private section(section: SectionDefinition) {
    const { store } = this;
    const { state } = store;
    const dim = state.selection.step === 0;
    const open = !dim && (state.view.sections[section.id] ?? section.opens(state));
    return html`<gl-section
      title=${section.title}
      .open=${open}
      .dim=${dim}
      .summary=${section.summary(state)}
      .actions=${section.actions?.(store) ?? null}
      @gl-toggle=${(event: CustomEvent<boolean>) => store.setSectionOpen(section.id, event.detail)}
      >${open ? section.body(store) : nothing}</gl-section
    >`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-inspector': Inspector;
  }
}
