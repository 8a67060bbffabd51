/** Each term with its formula, λ and line, and what was measured of it at the step shown. */
import { css, html, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { Panel } from '../../frame/panel.js';
import { panelStyles } from '../../theme/panelStyles.js';
import { shortLayer } from '../gradientFlow/flowItems.js';

export interface ListedTerm {
  name: string;
  /** Formula and λ. */
  text: string;
  file: string | null;
  line: number | null;
  /** Right-aligned, the last one stays where there is little room. */
  readings: readonly string[];
}

const MOST_TERMS = 12;

@customElement('gl-term-list')
export class TermList extends Panel {
  @property({ attribute: false }) terms: readonly ListedTerm[] = [];
  /** What the readings are. */
  @property({ attribute: false }) columns: readonly string[] = [];
  @reactive() private showsAll = false;

  static override styles = [
    panelStyles,
    css`
      :host {
        margin-top: 8px;
      }
      .term {
        line-height: 18px;
        height: 18px;
      }
      .term .label {
        padding-right: 8px;
      }
      .more {
        margin-left: 24px;
      }
      .term .label,
      .term .where,
      .term .reading span {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .term .where {
        display: flex;
        gap: 12px;
      }
      .term .reading {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
      }
      .term .reading span {
        flex: 0 1 56px;
        text-align: right;
      }
      @container inspector (max-width: 559px) {
        .term {
          display: flex;
          gap: 8px;
          padding: 0 8px 0 20px;
        }
        .term .label,
        .term .reading {
          padding: 0;
        }
        .term .where {
          flex: 1;
          font-size: 11px;
        }
        .term .reading span:not(:last-child) {
          display: none;
        }
      }
    `,
  ];

  override render() {
    const { terms, columns } = this;
    const shown = this.showsAll ? terms : terms.slice(0, MOST_TERMS);
    return html`${
      columns.length > 0
        ? html`<div class="term columns second">
            <span class="label">Terms</span><span class="where"></span>
            <span class="reading">${columns.map((column) => html`<span>${column}</span>`)}</span>
          </div>`
        : nothing
    }
    ${shown.map((term) => this.row(term))}
    ${
      terms.length > MOST_TERMS
        ? html`<button
            class="link more"
            aria-expanded=${this.showsAll}
            @click=${() => (this.showsAll = !this.showsAll)}
          >
            ${this.showsAll ? 'Show Fewer' : `Show All ${terms.length}`}
          </button>`
        : nothing
    }`;
  }

  private row({ name, text, file, line, readings }: ListedTerm) {
    return html`<div class="term columns">
      <span class="label" title=${name}>${shortLayer(name)}</span>
      <span class="where second"
        >${text}
        ${
          file && line !== null
            ? html`<button class="link" @click=${() => this.store.openLine(file, line)}>
                ${file.split(/[\\/]/).at(-1)}:${line}
              </button>`
            : nothing
        }</span
      >
      <span class="reading">${readings.map((reading) => html`<span>${reading}</span>`)}</span>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-term-list': TermList;
  }
}
