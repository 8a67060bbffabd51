/** Nothing to show yet: what to do, and an example to try. */
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Panel } from '../frame/panel.js';
import { panelStyles } from '../theme/panelStyles.js';
import { action, controlStyles } from '../ui/controls.js';

@customElement('gl-empty')
export class Empty extends Panel {
  static override styles = [
    panelStyles,
    controlStyles,
    css`
      :host {
        padding: 16px 24px;
      }
      p {
        margin: 0 0 12px;
        max-width: 480px;
      }
      vscode-button {
        width: 100%;
        max-width: 300px;
      }
      .icon {
        vertical-align: -3px;
      }
      @container inspector (max-width: 559px) {
        :host {
          padding: 12px 20px;
        }
      }
    `,
  ];

  override render() {
    const heading = html`<h1 class="visually-hidden">Gradlens</h1>`;
    if (this.state.place === 'page')
      return html`<main>
        ${heading}
        <p>This page holds no run.</p>
      </main>`;
    return html`<main>
      ${heading}
      <p>
        Nothing has been trained yet. Click <b>Train here</b> above the line of a TensorFlow.js program that trains.
      </p>
      <p><vscode-button class="primary" @click=${() => this.store.act('openExample')}>Open Example</vscode-button></p>
      <p>Or look at ${action('a recorded run', () => this.store.act('openRun'))}.</p>
    </main>`;
  }
}
