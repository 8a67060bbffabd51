/**
 * The information button of a chart: what it is, formula, usual values, what to do if not; and the chart's data as a
 * table, for those who cannot see the picture and those who want the numbers.
 *
 *   <gl-info .about=${about} .table=${() => table}></gl-info>
 */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { panelStyles } from '../theme/panelStyles.js';
import { anchorOf } from './anchor.js';
import { icon } from './icon.js';
import type { Popover } from './popover.js';
import './popover.js';

export interface About {
  /** Name in full, for example “Gradient norm, per variable”. */
  title: string;
  /** Heading of its entry in docs/glossary.md, where that is not the title. */
  term?: string;
  what: string;
  formula: TemplateResult | string | null;
  usual: string;
  ifNot: string;
}

export interface DataTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** The row of the step shown. */
  current?: number;
}

@customElement('gl-info')
export class Info extends LitElement {
  @property({ attribute: false }) about!: About;
  @property({ attribute: false }) table: (() => DataTable) | null = null;
  @state() private showsTable = false;
  @query('gl-popover') private popoverElement!: Popover;

  static override styles = [
    panelStyles,
    css`
      :host {
        display: inline-flex;
        vertical-align: middle;
      }
      .open {
        display: inline-flex;
        padding: 0;
        border: 0;
        background: none;
        color: var(--gl-text-second);
        cursor: pointer;
      }
      .open:hover {
        color: var(--gl-text);
      }
      .icon {
        display: inline-flex;
      }
      h3 {
        margin: 0 0 4px;
        font-size: 13px;
        font-weight: 600;
      }
      p {
        margin: 0 0 8px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 4px 24px;
        margin: 0;
      }
      dt {
        color: var(--gl-text-second);
      }
      dd {
        margin: 0;
      }
      @media (max-width: 420px) {
        dl {
          grid-template-columns: 1fr;
        }
        dd {
          padding-bottom: 4px;
        }
      }
      .foot {
        display: flex;
        gap: 16px;
      }
      .documentation {
        display: var(--gl-documentation, inline);
      }
      .formula {
        font:
          15px/22px 'Times New Roman',
          'Noto Serif',
          serif;
      }
      .scroll {
        max-height: 280px;
        overflow: auto;
        margin-top: 8px;
      }
      table {
        border-collapse: collapse;
        width: 100%;
      }
      th {
        position: sticky;
        top: 0;
        font-weight: 400;
        color: var(--gl-text-second);
        background: var(--gl-popover-background);
      }
      th,
      td {
        padding: 0 0 0 16px;
        text-align: right;
        white-space: nowrap;
      }
      tr[aria-current] {
        font-weight: 600;
      }
      th:first-child,
      td:first-child {
        padding-left: 0;
        text-align: left;
      }
    `,
  ];

  override render() {
    const { about } = this;
    return html`<button
        class="open"
        aria-label=${`About ${about.title}`}
        title=${`About ${about.title}`}
        aria-haspopup="dialog"
        aria-expanded="false"
        @click=${this.toggle}
      >
        ${icon('info')}</button
      ><gl-popover label=${about.title} @gl-closed=${() => (this.showsTable = false)}>
        <h3>${about.title}</h3>
        <p>${about.what}</p>
        <dl>
          ${
            about.formula
              ? html`<dt>Formula</dt>
                  <dd class="formula">${about.formula}</dd>`
              : nothing
          }
          <dt>Usual</dt>
          <dd>${about.usual}</dd>
          <dt>If not</dt>
          <dd>${about.ifNot}</dd>
        </dl>
        ${this.showsTable && this.table ? dataTable(this.table()) : nothing}
        <div slot="foot" class="foot">
          ${
            this.table
              ? html`<button
                  class="link"
                  aria-pressed=${this.showsTable}
                  @click=${() => (this.showsTable = !this.showsTable)}
                >
                  ${this.showsTable ? 'Hide Data' : 'Show Data'}
                </button>`
              : nothing
          }
          <button class="link documentation" @click=${this.openGlossary}>Open Glossary</button>
        </div>
      </gl-popover>`;
  }

  private openGlossary(): void {
    const detail = anchorOf(this.about);
    this.dispatchEvent(new CustomEvent('gl-glossary', { detail, bubbles: true, composed: true }));
  }

  private toggle(event: Event): void {
    event.stopPropagation();
    this.popoverElement.toggle(event.currentTarget as HTMLElement);
  }
}

function dataTable(table: DataTable): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Data">
    <table>
      <thead>
        <tr>
          ${table.columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row, i) =>
            html`<tr aria-current=${i === table.current ? 'step' : nothing}>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
