/**
 * Colours by role. Everything that is drawn uses a role; only this file knows the editor's variables. `charts-orange` is
 * a third opaque in the default themes and undefined in high contrast: no role uses it.
 */
import { css } from 'lit';

export const roles = css`
  :host {
    --gl-background: var(--vscode-editor-background);
    --gl-background-opened: var(--vscode-sideBar-background);
    --gl-text: var(--vscode-foreground);
    --gl-text-second: var(--vscode-descriptionForeground);
    --gl-text-disabled: var(--vscode-disabledForeground);
    --gl-rule: var(--vscode-contrastBorder, var(--vscode-panel-border));
    --gl-contrast-rule: var(--vscode-contrastBorder, transparent);
    --gl-grid: color-mix(in srgb, var(--vscode-charts-lines) 34%, transparent);
    --gl-total: var(--vscode-charts-foreground);
    --gl-data: var(--vscode-charts-blue);
    --gl-validation: var(--vscode-charts-green);
    --gl-penalty-first: var(--vscode-charts-yellow);
    --gl-penalty-second: var(--vscode-charts-purple);
    --gl-limit: var(--vscode-charts-red);
    --gl-scrubber: var(--vscode-focusBorder);
    --gl-cursor: var(--vscode-charts-lines);
    --gl-warning: var(--vscode-problemsWarningIcon-foreground);
    --gl-error: var(--vscode-problemsErrorIcon-foreground);
    --gl-info: var(--vscode-problemsInfoIcon-foreground);
    --gl-passed: var(--vscode-testing-iconPassed);
    --gl-link: var(--vscode-textLink-foreground);
    --gl-focus: var(--vscode-focusBorder);
    --gl-icon: var(--vscode-icon-foreground);
    --gl-icon-pause: var(--vscode-debugIcon-pauseForeground);
    --gl-icon-continue: var(--vscode-debugIcon-continueForeground);
    --gl-icon-step: var(--vscode-debugIcon-stepOverForeground);
    --gl-icon-restart: var(--vscode-debugIcon-restartForeground, var(--vscode-icon-foreground));
    --gl-icon-stop: var(--vscode-debugIcon-stopForeground);
    --gl-hover: var(--vscode-toolbar-hoverBackground);
    --gl-row-hover: var(--vscode-list-hoverBackground);
    --gl-contrast-outline: var(--vscode-contrastActiveBorder, transparent);
    --gl-toggle-background: var(--vscode-inputOption-activeBackground);
    --gl-toggle-text: var(--vscode-inputOption-activeForeground);
    --gl-toggle-border: var(--vscode-inputOption-activeBorder);
    --gl-badge-background: var(--vscode-badge-background);
    --gl-badge-text: var(--vscode-badge-foreground);
    --gl-badge-border: var(--vscode-contrastBorder, transparent);
    --gl-progress: var(--vscode-progressBar-background);
    --gl-popover-background: var(--vscode-editorHoverWidget-background);
    --gl-popover-text: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
    --gl-popover-border: var(--vscode-editorHoverWidget-border);
    --gl-popover-foot: var(--vscode-editorHoverWidget-statusBarBackground);
    --gl-shadow: var(--vscode-widget-shadow);
    --gl-line-number: var(--vscode-editorLineNumber-foreground);
    --gl-line-number-active: var(--vscode-editorLineNumber-activeForeground);
    --gl-current-line: var(--vscode-editor-stackFrameHighlightBackground);
    --gl-line-added: var(--vscode-diffEditor-insertedLineBackground, transparent);
    --gl-line-removed: var(--vscode-diffEditor-removedLineBackground, transparent);
    --gl-code-font: var(--vscode-editor-font-family);
  }
  :host([place='sidebar']) {
    --gl-background: var(--vscode-sideBar-background);
  }
  /* A page has no documentation beside it: its cards hold all there is to say. */
  :host([place='page']) {
    --gl-documentation: none;
  }
  /* The system's own colours in place of the theme's: shapes, dashes and words carry what colours did. */
  @media (forced-colors: active) {
    :host,
    :host([place='sidebar']) {
      --gl-background: Canvas;
      --gl-background-opened: Canvas;
      --gl-text: CanvasText;
      --gl-text-second: CanvasText;
      --gl-text-disabled: GrayText;
      --gl-rule: CanvasText;
      --gl-contrast-rule: CanvasText;
      --gl-contrast-outline: Highlight;
      --gl-grid: color-mix(in srgb, CanvasText 40%, transparent);
      --gl-total: CanvasText;
      --gl-data: LinkText;
      --gl-validation: CanvasText;
      --gl-penalty-first: CanvasText;
      --gl-penalty-second: CanvasText;
      --gl-limit: CanvasText;
      --gl-scrubber: Highlight;
      --gl-cursor: CanvasText;
      --gl-warning: CanvasText;
      --gl-error: CanvasText;
      --gl-info: CanvasText;
      --gl-passed: CanvasText;
      --gl-link: LinkText;
      --gl-focus: Highlight;
      --gl-icon: ButtonText;
      --gl-icon-pause: ButtonText;
      --gl-icon-continue: ButtonText;
      --gl-icon-step: ButtonText;
      --gl-icon-restart: ButtonText;
      --gl-icon-stop: ButtonText;
      --gl-hover: Canvas;
      --gl-row-hover: Canvas;
      --gl-toggle-background: Highlight;
      --gl-toggle-text: HighlightText;
      --gl-toggle-border: Highlight;
      --gl-badge-background: Canvas;
      --gl-badge-text: CanvasText;
      --gl-badge-border: CanvasText;
      --gl-progress: Highlight;
      --gl-popover-background: Canvas;
      --gl-popover-text: CanvasText;
      --gl-popover-border: CanvasText;
      --gl-popover-foot: Canvas;
      --gl-shadow: transparent;
      --gl-line-number: CanvasText;
      --gl-line-number-active: CanvasText;
      --gl-current-line: Canvas;
      --gl-line-added: Canvas;
      --gl-line-removed: Canvas;
    }
  }
`;

/** Roles that canvases paint with. */
export type ColourRole =
  | 'background'
  | 'background-opened'
  | 'text'
  | 'text-second'
  | 'grid'
  | 'total'
  | 'data'
  | 'validation'
  | 'penalty-first'
  | 'penalty-second'
  | 'limit'
  | 'scrubber'
  | 'cursor'
  | 'warning'
  | 'error';

/** The colour of a role as a canvas takes it. `element` lies inside the inspector. */
export function colourOf(element: Element, role: ColourRole): string {
  const probe = document.createElement('span');
  probe.style.setProperty('color', `var(--gl-${role})`);
  probe.style.setProperty('forced-color-adjust', 'none');
  (element.shadowRoot ?? element).append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
