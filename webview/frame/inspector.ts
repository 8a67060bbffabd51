/** The inspector: head, what the state has to say, sections, scrubber. One scroller, so that all have one width. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../head/head.js';
import '../scrubber/scrubber.js';
import '../states/empty.js';
import '../states/stateRows.js';
import '../states/waiting.js';
import { recordedSteps } from '../state/selectors.js';
import type { InspectorStore } from '../store.js';
import { panelStyles } from '../theme/panelStyles.js';
import { roles } from '../theme/roles.js';
import './announcer.js';
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
        overflow: hidden auto;
        background: var(--gl-background);
      }
      gl-head {
        position: sticky;
        top: 0;
        z-index: 3;
        background: var(--gl-background);
      }
      main {
        flex: 1 0 auto;
      }
      main > gl-section:last-of-type {
        border-bottom: 1px solid var(--gl-rule);
        margin-bottom: -1px;
      }
      .thinned {
        margin: 0;
        padding: 8px 16px 0 24px;
      }
      gl-scrubber {
        position: sticky;
        bottom: 0;
        z-index: 2;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.store.subscribe((state, before) => {
      if (state.selection.cursor === before.selection.cursor || state.selection.step !== before.selection.step)
        this.requestUpdate();
    });
    this.resize.observe(this);
    this.addEventListener('keydown', this.onKey);
    this.addEventListener('gl-glossary', this.onGlossary);
    window.addEventListener('keydown', this.onStrayKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.onStrayKey);
    super.disconnectedCallback();
  }

  override render() {
    const { store } = this;
    const { state } = store;
    if (!state.hydrated) return nothing;
    if (!state.run || !state.status) return html`<gl-empty .store=${store}></gl-empty>`;
    const waiting = state.status.state === 'waiting' && recordedSteps(state, state.status.training) === 0;
    const shown = sections.filter((section) => section.isShown(state));
    // Before the first step closed sections say what will come; afterwards there is nothing that could.
    const nothingCame = !state.status.live && state.run.trainings.every(({ id }) => recordedSteps(state, id) === 0);
    // Where it failed, that row says so.
    const failed = state.status.error !== null || state.status.state === 'failed';
    return html`<gl-head .store=${store}></gl-head>
      <gl-state-rows .store=${store}></gl-state-rows>
      ${waiting ? html`<gl-waiting .store=${store}></gl-waiting>` : nothing}
      <main>
        ${
          nothingCame
            ? html`${failed ? nothing : html`<p class="thinned second">No step was recorded.</p>`}
              ${shown.filter((section) => section.needsSteps === false).map((section) => this.section(section))}`
            : shown.map((section) => this.section(section))
        }
        ${state.run.thinned.map((sentence) => html`<p class="thinned second">${sentence}</p>`)}
      </main>
      ${state.selection.step > 0 ? html`<gl-scrubber .store=${store}></gl-scrubber>` : nothing}
      <gl-announcer .store=${store}></gl-announcer>`;
  }

  private section(section: SectionDefinition) {
    const { store } = this;
    const { state } = store;
    const dim = state.selection.step === 0 && section.needsSteps !== false;
    const open = !dim && (state.view.sections[section.id] ?? section.opens(state));
    return html`<gl-section
      title=${section.title}
      .open=${open}
      .dim=${dim}
      .summary=${dim ? null : section.summary(state)}
      .count=${section.count?.(state) ?? null}
      .actions=${section.actions?.(store) ?? null}
      @gl-toggle=${(event: CustomEvent<boolean>) => store.setSectionOpen(section.id, event.detail)}
      >${open ? section.body(store) : nothing}</gl-section
    >`;
  }

  /** Escape closes, after popovers, the opened row, then the cursor. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && this.store.closeInnermost()) event.preventDefault();
  };

  private readonly onGlossary = (event: Event): void => this.store.openGlossary((event as CustomEvent<string>).detail);

  /** A key where nothing has the focus, as after what had it went away, is the inspector's. */
  private readonly onStrayKey = (event: KeyboardEvent): void => {
    if (event.target === document.body) this.onKey(event);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-inspector': Inspector;
  }
}
