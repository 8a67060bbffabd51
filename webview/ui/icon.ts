/** The codicons that the inspector uses, embedded one by one: no font has to pass the content security policy. */
import { html, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import chip from '@vscode/codicons/src/icons/chip.svg';
import circleFilled from '@vscode/codicons/src/icons/circle-filled.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import circleSmall from '@vscode/codicons/src/icons/circle-small.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import debugContinue from '@vscode/codicons/src/icons/debug-continue.svg';
import debugPause from '@vscode/codicons/src/icons/debug-pause.svg';
import debugRestart from '@vscode/codicons/src/icons/debug-restart.svg';
import debugStepOver from '@vscode/codicons/src/icons/debug-step-over.svg';
import debugStop from '@vscode/codicons/src/icons/debug-stop.svg';
import ellipsis from '@vscode/codicons/src/icons/ellipsis.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import loading from '@vscode/codicons/src/icons/loading.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

const icons = {
  check,
  'chevron-down': chevronDown,
  'chevron-left': chevronLeft,
  'chevron-right': chevronRight,
  chip,
  'circle-filled': circleFilled,
  'circle-slash': circleSlash,
  'circle-small': circleSmall,
  close,
  'debug-continue': debugContinue,
  'debug-pause': debugPause,
  'debug-restart': debugRestart,
  'debug-step-over': debugStepOver,
  'debug-stop': debugStop,
  ellipsis,
  error,
  info,
  loading,
  warning,
};
export type IconName = keyof typeof icons;

/** A 16-pixel icon in the colour of its text. It is decoration: the word beside it, or the button's label, says it. */
export function icon(name: IconName): TemplateResult {
  return html`<span class="icon icon-${name}" aria-hidden="true">${unsafeHTML(icons[name])}</span>`;
}
