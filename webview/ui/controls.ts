/** Buttons, toggles and dropdowns as templates, with the styles that fit the toolkit's to the inspector's rows. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icon.js';

export interface IconButton {
  icon: IconName;
  label: string;
  click: () => void;
  disabled?: boolean;
  /** Colour role of the icon, for example `icon-pause`. */
  class?: string;
}

/** A button with an icon, named by its label for the screen reader and on hover. */
export function iconButton(button: IconButton): TemplateResult {
  return html`<vscode-button
    appearance="icon"
    class=${button.class ?? ''}
    title=${button.label}
    aria-label=${button.label}
    ?disabled=${button.disabled ?? false}
    @click=${button.click}
    >${icon(button.icon)}</vscode-button
  >`;
}

/** A button in a section header that stays pressed: `Log`, `Smooth`. */
export function toggle(label: string, pressed: boolean, set: (pressed: boolean) => void): TemplateResult {
  return html`<button class="toggle-button" aria-pressed=${pressed} @click=${() => set(!pressed)}>${label}</button>`;
}

export interface Choice {
  value: string;
  label: string;
}

/** A dropdown without a box, in the size of the text around it. */
export function dropdown(label: string, choices: readonly Choice[], value: string, pick: (value: string) => void) {
  const changed = (event: Event) => pick((event.target as HTMLSelectElement).value);
  return html`<vscode-dropdown aria-label=${label} .value=${value} @change=${changed}>
    ${choices.map(
      (choice) =>
        html`<vscode-option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</vscode-option>`,
    )}
    <span slot="indicator">${icon('chevron-down')}</span>
  </vscode-dropdown>`;
}

/** Words that act, in the colour of links. */
export function action(label: string, click: () => void): TemplateResult {
  return html`<button class="link" @click=${click}>${label}</button>`;
}

/** Not the toolkit's: that one styles itself inline, which the content security policy refuses. */
export const badge = (count: number | null): TemplateResult | typeof nothing =>
  count === null ? nothing : html`<span class="badge">${count}</span>`;

export const controlStyles = css`
  .icon {
    display: inline-flex;
    width: 16px;
    height: 16px;
    flex: none;
  }
  vscode-button {
    --button-icon-corner-radius: 5px;
    outline-offset: -1px;
  }
  vscode-button[appearance='icon'] {
    color: var(--gl-icon);
  }
  vscode-button[disabled] {
    color: var(--gl-text-disabled);
    opacity: 0.5;
  }
  vscode-button:not([disabled]):hover {
    outline: 1px dashed var(--gl-contrast-outline);
    outline-offset: -1px;
  }
  vscode-button[appearance='icon'] {
    width: 22px;
    height: 22px;
  }
  vscode-dropdown {
    height: 18px;
    min-width: 0;
    background: none;
    color: inherit;
    font: inherit;
    --dropdown-list-max-height: 320px;
  }
  vscode-dropdown:not([disabled]):hover {
    background: none;
  }
  vscode-dropdown::part(control) {
    padding: 0;
    border-color: transparent;
    font: inherit;
    line-height: inherit;
    color: inherit;
  }
  vscode-dropdown:focus-visible::part(control) {
    border-color: var(--gl-focus);
  }
  vscode-dropdown::part(indicator) {
    margin-inline-start: 2px;
    display: inline-flex;
  }
  vscode-dropdown::part(listbox) {
    top: 20px;
    left: auto;
    right: 0;
    width: max-content;
    min-width: 100%;
    box-shadow: 0 2px 8px var(--gl-shadow);
    z-index: 20;
  }
  .toggle-button {
    height: 18px;
    padding: 0 5px;
    border: 1px solid transparent;
    border-radius: 3px;
    font: inherit;
    line-height: 16px;
    color: var(--gl-text-second);
    background: none;
    cursor: pointer;
  }
  .toggle-button:hover {
    background: var(--gl-hover);
  }
  @media (forced-colors: active) {
    .toggle-button {
      border-color: Canvas;
    }
    /* Else the words get a ground of their own, in the colour of the words. */
    .toggle-button[aria-pressed='true'] {
      forced-color-adjust: none;
    }
  }
  .toggle-button[aria-pressed='true'] {
    color: var(--gl-toggle-text);
    background: var(--gl-toggle-background);
    border-color: var(--gl-toggle-border);
  }
  .badge {
    min-width: 18px;
    height: 16px;
    padding: 0 5px;
    border: 1px solid var(--gl-badge-border);
    border-radius: 8px;
    font-size: 11px;
    line-height: 14px;
    text-align: center;
    color: var(--gl-badge-text);
    background: var(--gl-badge-background);
  }
`;
