/** The one item of the status bar: state, step, loss, backend. */
import * as vscode from 'vscode';
import { formatNumber } from '../format/number.js';
import { commandId, type CommandName } from './commandIds.js';
import type { Progress } from './progress.js';

export interface StatusBar extends vscode.Disposable {
  update(progress: Progress | null): void;
}

export function createStatusBar(): StatusBar {
  const item = vscode.window.createStatusBarItem('gradlens.session', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Gradlens';
  item.command = commandId('openInspector');
  return {
    update(progress) {
      if (!progress) return item.hide();
      const state = stateText(progress);
      item.text = `${icon(progress)} ${[state, loss(progress), progress.backend].filter(Boolean).join('  ')}`;
      item.tooltip = tooltip(progress);
      item.accessibilityInformation = { label: `Gradlens, ${[state, loss(progress), progress.backend].join(', ')}` };
      item.show();
    },
    dispose: () => item.dispose(),
  };
}

/** What can be done now: the item itself has only one click. */
function tooltip({ state }: Progress): vscode.MarkdownString {
  const open = vscode.l10n.t('Gradlens: open the inspector');
  const links: [CommandName, string][] =
    state === 'paused'
      ? [
          ['resume', vscode.l10n.t('Resume')],
          ['step', vscode.l10n.t('Step')],
          ['stop', vscode.l10n.t('Stop')],
        ]
      : state === 'stopping'
        ? []
        : [
            ['pause', vscode.l10n.t('Pause')],
            ['stop', vscode.l10n.t('Stop')],
          ];
  const shown = state === 'starting' ? links.slice(1) : links;
  const line = shown.map(([name, word]) => `[${word}](command:${commandId(name)})`).join(' · ');
  const text = new vscode.MarkdownString([open, line].filter(Boolean).join('\n\n'));
  text.isTrusted = { enabledCommands: shown.map(([name]) => commandId(name)) };
  return text;
}

const icon = ({ state }: Progress) =>
  state === 'paused' ? '$(debug-pause)' : state === 'running' ? '$(pulse)' : '$(loading~spin)';

function stateText({ state, step, total }: Progress): string {
  const at = total === null ? vscode.l10n.t('step {0}', step) : vscode.l10n.t('step {0} of {1}', step, total);
  if (state === 'starting') return vscode.l10n.t('Starting');
  if (state === 'stopping') return vscode.l10n.t('Stopping');
  return state === 'paused' ? vscode.l10n.t('Paused, {0}', at) : at;
}

const loss = ({ loss: value }: Progress) => (value === null ? '' : vscode.l10n.t('loss {0}', formatNumber(value)));
