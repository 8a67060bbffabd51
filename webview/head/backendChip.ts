/** The backend in use; its popover shows the ladder, best rung first, and why none better is used. */
import { css, html, nothing } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { BackendInfo, BackendRung } from '../../src/protocol/run.js';
import { Panel } from '../frame/panel.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles } from '../ui/controls.js';
import { icon } from '../ui/icon.js';
import type { Popover } from '../ui/popover.js';
import '../ui/popover.js';
import { fileName } from './words.js';

@customElement('gl-backend-chip')
export class BackendChip extends Panel {
  @query('gl-popover') private popoverElement!: Popover;

  static override styles = [
    panelStyles,
    controlStyles,
    css`
      .chip {
        display: flex;
        align-items: center;
        gap: 4px;
        margin: 0 -4px;
        padding: 1px 4px;
        border: 0;
        border-radius: 5px;
        font: inherit;
        color: inherit;
        background: none;
        cursor: pointer;
      }
      .chip:hover,
      .chip[aria-expanded='true'] {
        background: var(--gl-hover);
        outline: 1px dashed var(--gl-contrast-outline);
      }
      .chip .icon {
        color: var(--gl-icon);
      }
      h2 {
        margin: 0 0 4px;
        font-size: 13px;
        font-weight: 600;
      }
      p {
        margin: 0 0 8px;
      }
      code {
        font-family: var(--gl-code-font);
      }
      ul {
        display: grid;
        grid-template-columns: 16px max-content minmax(120px, 1fr);
        gap: 4px 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-column: 1 / -1;
        grid-template-columns: subgrid;
      }
      li .icon {
        margin-top: 2px;
      }
      .used .icon {
        color: var(--gl-passed);
      }
      @container inspector (max-width: 559px) {
        ul {
          grid-template-columns: 16px minmax(0, 1fr);
        }
        .why {
          grid-column: 2;
          padding-left: 0;
        }
      }
      .why {
        overflow-wrap: anywhere;
        padding-left: 16px;
        color: var(--gl-text-second);
      }
      [slot='foot'] {
        display: flex;
        gap: 16px;
      }
    `,
  ];

  override render() {
    const { run } = this.state;
    if (!run?.backend) return nothing;
    const { backend } = run;
    return html`<button
        class="chip"
        aria-haspopup="dialog"
        aria-expanded="false"
        aria-label=${`Backend: ${backend.name}`}
        @click=${(event: Event) => this.popoverElement.toggle(event.currentTarget as HTMLElement)}
      >
        ${icon('chip')}${backend.name}
      </button>
      <gl-popover label=${`Backend: ${backend.name}`}>
        <h2>Backend: ${backend.name}</h2>
        <p>
          ${
            backend.plain === null || backend.plain === backend.name
              ? nothing
              : html`Plain <code>node ${fileName(run.program.file)}</code> would use ${backend.plain}. `
          }
          TensorFlow.js ${backend.tfjs.version}: ${backend.tfjs.why}
        </p>
        <ul>
          ${backend.ladder.map((rung) => this.rung(rung, backend))}
        </ul>
        ${
          this.state.place === 'page'
            ? nothing
            : html`<div slot="foot">
                ${action('Select Backend…', () => this.store.act('selectBackend'))}
                ${action('Show Log', () => this.store.act('showLog'))}
              </div>`
        }
      </gl-popover>`;
  }

  private rung(rung: BackendRung, backend: BackendInfo) {
    const used = rung.name === backend.name;
    const words = used ? 'in use' : rung.usable ? 'usable' : 'not usable';
    return html`<li class=${used ? 'used' : ''}>
      ${icon(used ? 'check' : rung.usable ? 'circle-small' : 'circle-slash')}
      <span>${rung.name}<span class="visually-hidden">, ${words}</span></span>
      <span class="why">${rung.why}</span>
    </li>`;
  }
}
