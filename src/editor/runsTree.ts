/** The recorded runs of the workspace. */
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { describeRuns, listRuns, type ListedRun } from '../runs/listRuns.js';
import { isAlive } from '../session/processTree.js';
import { commandId } from './commandIds.js';
import { listedState, type ListedState } from './listedState.js';
import { localized } from './localized.js';

const PATTERN = '**/.gradlens/runs/*/run.json';

export interface RunsTree extends vscode.Disposable {
  refresh(): void;
  list(): Promise<ListedRun[]>;
  itemOf(run: ListedRun): vscode.TreeItem;
  /** The runs, or what is said of them, may have changed. */
  readonly onDidChange: vscode.Event<void>;
}

export function createRunsTree(shownDirectory: () => string | null): RunsTree {
  const changed = new vscode.EventEmitter<void>();
  const list = async () => {
    const found = await vscode.workspace.findFiles(PATTERN, '**/node_modules/**', 1000);
    const directories = new Set(found.map(({ fsPath }) => dirname(fsPath)));
    // A program outside of the workspace, such as a copied example, keeps its runs beside itself.
    const shown = shownDirectory();
    for (const { directory } of shown ? await listRuns(dirname(shown)) : []) directories.add(directory);
    return describeRuns([...directories]);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(PATTERN);
  watcher.onDidCreate(() => changed.fire());
  watcher.onDidChange(() => changed.fire());
  watcher.onDidDelete(() => changed.fire());
  return {
    list,
    itemOf: (run) => itemOf(run, run.directory === shownDirectory()),
    onDidChange: changed.event,
    refresh: () => changed.fire(),
    dispose() {
      watcher.dispose();
      changed.dispose();
    },
  };
}

const ICONS: Record<ListedState, string> = {
  running: 'pulse',
  ended: 'check',
  stopped: 'debug-stop',
  failed: 'error',
  damaged: 'warning',
};

function itemOf(run: ListedRun, isShown: boolean): vscode.TreeItem {
  const state = listedState(run, isAlive);
  const name = run.info ? nameOf(run.info.program) : run.directory.replace(/^.*[/\\]/, '');
  const item = new vscode.TreeItem(name);
  item.id = run.directory;
  item.description = run.info
    ? `${timeOf(run.info.startedAt)}${isShown ? ` · ${vscode.l10n.t('shown')}` : ''}`
    : stateText(state);
  item.tooltip = tooltipOf(run, state);
  item.iconPath = new vscode.ThemeIcon(ICONS[state]);
  item.contextValue = state === 'running' ? 'runningRun' : 'run';
  item.command = { command: commandId('openRun'), title: vscode.l10n.t('Open Run'), arguments: [run] };
  item.accessibilityInformation = {
    label: `${name}, ${stateText(state)}, ${run.info ? timeOf(run.info.startedAt) : ''}`,
  };
  return item;
}

function nameOf({ file, line, script }: { file: string; line: number | null; script: string | null }): string {
  const path = vscode.workspace.asRelativePath(file);
  return script ? `${path} (npm run ${script})` : line === null ? path : `${path}:${line}`;
}

function timeOf(startedAt: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, options).format(startedAt);
}

function stateText(state: ListedState): string {
  return {
    running: vscode.l10n.t('running'),
    ended: vscode.l10n.t('ended'),
    stopped: vscode.l10n.t('stopped'),
    failed: vscode.l10n.t('failed'),
    damaged: vscode.l10n.t('damaged'),
  }[state];
}

function tooltipOf({ info, directory }: ListedRun, state: ListedState): string {
  if (!info) return vscode.l10n.t('run.json of this run cannot be read: {0}', directory);
  const lines = [`${nameOf(info.program)} · ${stateText(state)}`];
  if (info.backend) lines.push(vscode.l10n.t('Backend: {0}', info.backend.name));
  if (info.outcome?.error) lines.push(localized(info.outcome.error));
  return [...lines, directory].join('\n');
}
