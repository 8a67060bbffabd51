/** The buttons of a debug toolbar: one Tab stop, arrows move between them. */
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import { panelStyles } from '../theme/panelStyles.js';
import { controlStyles, iconButton, type IconButton } from '../ui/controls.js';
import type { Popover } from '../ui/popover.js';
import { icon } from '../ui/icon.js';

@customElement('gl-toolbar')
export class Toolbar extends Panel {
  static override styles = [
    panelStyles,
    controlStyles,
    css`
      .toolbar {
        display: flex;
        gap: 4px;
        margin-right: -4px;
      }
      .icon-pause {
        color: var(--gl-icon-pause);
      }
      .icon-continue {
        color: var(--gl-icon-continue);
      }
      .icon-step {
        color: var(--gl-icon-step);
      }
      .icon-restart {
        color: var(--gl-icon-restart);
      }
      .icon-stop {
        color: var(--gl-icon-stop);
      }
      menu {
        display: flex;
        flex-direction: column;
        margin: 0;
        padding: 0;
      }
      menu button {
        padding: 2px 12px;
        border: 0;
        font: inherit;
        text-align: left;
        color: inherit;
        background: none;
        cursor: pointer;
      }
      menu button:hover {
        background: var(--gl-row-hover);
        outline: 1px dashed var(--gl-contrast-outline);
        outline-offset: -1px;
      }
    `,
  ];

  override render() {
    if (this.state.place === 'page' || !this.state.status) return nothing;
    return html`<div class="toolbar" role="toolbar" aria-label="Session" @keydown=${this.onKey}>
        ${this.buttons().map(iconButton)}
        <vscode-button
          appearance="icon"
          title="More Actions…"
          aria-label="More Actions…"
          aria-haspopup="menu"
          @click=${(event: Event) => this.menu.toggle(event.currentTarget as HTMLElement)}
          >${icon('ellipsis')}</vscode-button
        >
      </div>
      <gl-popover label="More actions" plain><menu role="menu">${this.menuItems()}</menu></gl-popover>`;
  }

  private buttons(): IconButton[] {
    const { state, live } = this.state.status!;
    const { store } = this;
    const runs = live && (state === 'running' || state === 'waiting');
    const paused = live && state === 'paused';
    const act = (name: Parameters<typeof store.act>[0]) => () => store.act(name);
    return [
      paused
        ? { icon: 'debug-continue', label: 'Resume', click: act('resume'), class: 'icon-continue' }
        : {
            icon: 'debug-pause',
            label: 'Pause',
            click: act('pause'),
            class: 'icon-pause',
            disabled: state !== 'running' || !live,
          },
      { icon: 'debug-step-over', label: 'Step', click: act('step'), class: 'icon-step', disabled: !paused },
      {
        icon: 'debug-restart',
        label: 'Restart',
        click: act('restart'),
        class: 'icon-restart',
        disabled: live && state === 'waiting',
      },
      { icon: 'debug-stop', label: 'Stop', click: act('stop'), class: 'icon-stop', disabled: !(runs || paused) },
    ];
  }

  private menuItems() {
    const { store } = this;
    const item = (label: string, name: Parameters<typeof store.act>[0]) =>
      html`<button
        role="menuitem"
        @click=${() => {
          this.menu.close();
          store.act(name);
        }}
      >
        ${label}
      </button>`;
    return [
      this.state.status?.live ? item('Pause When…', 'editCondition') : nothing,
      item('Export Run as HTML…', 'exportHtml'),
      item('Open Run…', 'openRun'),
      item('Show Log', 'showLog'),
    ];
  }

  private get menu(): Popover {
    return this.renderRoot.querySelector('gl-popover')!;
  }

  override updated(): void {
    const buttons = this.focusable();
    const current = buttons.find((button) => button === this.shadowRoot?.activeElement) ?? buttons[0];
    for (const button of this.renderRoot.querySelectorAll<HTMLElement>('.toolbar vscode-button'))
      button.tabIndex = button === current ? 0 : -1;
  }

  private focusable(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.toolbar vscode-button:not([disabled])')];
  }

  private onKey(event: KeyboardEvent): void {
    const stride = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (stride === 0) return;
    const buttons = this.focusable();
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const next = buttons[(at + stride + buttons.length) % buttons.length];
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  }
}
