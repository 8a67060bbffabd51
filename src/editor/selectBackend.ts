/** The ladder of backends, best first, each with its reason; the choice is kept in the settings. */
import * as vscode from 'vscode';
import type { BackendInfo, BackendName } from '../protocol/run.js';

interface Rung extends vscode.QuickPickItem {
  backend: BackendName | 'auto';
}

const NAMES: BackendName[] = ['tensorflow-gpu', 'tensorflow', 'wasm', 'cpu', 'webgpu'];

export function backendItems(info: BackendInfo | null, chosen: string, t: typeof vscode.l10n.t): Rung[] {
  const rungs = info?.ladder ?? NAMES.map((name) => ({ name, usable: null, why: '' }));
  const current = (name: string) => (name === chosen ? t('chosen') : '');
  const used = (name: string) => (info?.name === name ? t('in use') : '');
  const words = (...parts: string[]) => parts.filter(Boolean).join(', ');
  const automatic: Rung = {
    label: `$(wand) ${t('Automatic')}`,
    description: current('auto'),
    detail: t('The program decides; else the best that works.'),
    backend: 'auto',
  };
  return [
    automatic,
    ...rungs.map(({ name, usable, why }): Rung => {
      const icon = usable === null ? '$(circle-outline)' : usable ? '$(check)' : '$(circle-slash)';
      return { label: `${icon} ${name}`, description: words(used(name), current(name)), detail: why, backend: name };
    }),
  ];
}

export async function selectBackend(info: BackendInfo | null, isLive: boolean): Promise<void> {
  const scope = vscode.window.activeTextEditor?.document.uri;
  const settings = vscode.workspace.getConfiguration('gradlens', scope);
  const items = backendItems(info, settings.get('backend', 'auto'), vscode.l10n.t);
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: isLive
      ? vscode.l10n.t('Which backend trains next time?')
      : vscode.l10n.t('Which backend trains, where the program does not choose one?'),
    matchOnDetail: true,
  });
  if (!chosen) return;
  const target = vscode.workspace.workspaceFolders
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await settings.update('backend', chosen.backend === 'auto' ? undefined : chosen.backend, target);
}
