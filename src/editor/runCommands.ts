/** What can be done with a recorded run. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { deleteRun, type ListedRun } from '../runs/listRuns.js';
import { attachSession } from '../session/attachSession.js';
import type { Session } from '../session/session.js';
import { exportAsHtml, exportInFormat } from './exportRuns.js';
import type { RunsTree } from './runsTree.js';

export interface RunCommands {
  open(run: unknown): Promise<void>;
  remove(run: unknown): Promise<void>;
  /** In a format that the user picks. */
  exportAs(run: unknown): Promise<void>;
  exportHtml(run: unknown): Promise<void>;
  /** `selected`: all items that are selected in the tree. */
  compare(run: unknown, selected: unknown): Promise<void>;
  reveal(run: unknown): Promise<void>;
  refresh(): void;
}

export interface RunPlaces {
  /** Shows the run in the inspector. */
  show(directory: string): void;
  openInspector(): Promise<void>;
  shownDirectory(): string | null;
  /** Lets go of the run if it is shown. */
  forget(directory: string): void;
  liveDirectory(): string | null;
  compare(directories: readonly string[]): Promise<void>;
  /** The page that an export fills: dist/webview/inspector.html. */
  readonly page: string;
  /** A run that is still written by a trainer of another window becomes this window's session. */
  adopt(session: Session): void;
}

export function createRunCommands(tree: RunsTree, places: RunPlaces): RunCommands {
  /** The run of the tree's item, the one that is shown, or one that the user picks. */
  const pick = async (argument: unknown, shown: string | null): Promise<string | undefined> => {
    if (isRun(argument)) return argument.directory;
    if (typeof argument === 'string') return argument;
    if (shown) return shown;
    const items = await listed();
    return items && (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which run?') }))?.directory;
  };
  /** The run of the tree's item, or the one that is shown, and those that the user adds to it. */
  const pickSeveral = async (argument: unknown): Promise<string[] | undefined> => {
    const first = isRun(argument) ? argument.directory : places.shownDirectory();
    const items = (await listed())?.map((item) => ({ ...item, picked: item.directory === first }));
    const options = { canPickMany: true, placeHolder: vscode.l10n.t('Which runs are to be compared?') } as const;
    const chosen = items && (await vscode.window.showQuickPick(items, options));
    return chosen && chosen.length > 0 ? chosen.map(({ directory }) => directory) : undefined;
  };
  const listed = async () => {
    const runs = await tree.list();
    if (runs.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No runs yet: train a program first.'));
      return undefined;
    }
    return runs.map(({ directory, info }) => ({
      label: info ? vscode.workspace.asRelativePath(info.program.file) : directory,
      description: info ? new Date(info.startedAt).toLocaleString(vscode.env.language) : '',
      directory,
    }));
  };
  return {
    async open(run) {
      const directory = await pick(run, null);
      if (!directory) return;
      const session = directory === places.liveDirectory() ? null : await attachSession(directory);
      if (session && places.liveDirectory() === null) places.adopt(session);
      else places.show(directory);
      await places.openInspector();
      tree.refresh();
    },
    async remove(run) {
      const directory = await pick(run, null);
      if (!directory) return;
      if (directory === places.liveDirectory()) {
        void vscode.window.showWarningMessage(vscode.l10n.t('This run is still being recorded: stop it first.'));
        return;
      }
      const remove = vscode.l10n.t('Delete');
      const question = vscode.l10n.t('Delete this run and all that it recorded?');
      const detail = vscode.workspace.asRelativePath(directory);
      if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
      places.forget(directory);
      deleteRun(directory);
      tree.refresh();
    },
    async exportAs(run) {
      const directory = await pick(run, places.shownDirectory());
      if (directory) await exportInFormat(directory, places.page);
    },
    async exportHtml(run) {
      const directory = await pick(run, places.shownDirectory());
      if (directory) await exportAsHtml(directory, places.page);
    },
    async compare(run, selected) {
      const several = Array.isArray(selected) ? selected.filter(isRun) : [];
      const chosen = several.length > 1 ? several.map(({ directory }) => directory) : await pickSeveral(run);
      if (chosen) await places.compare(chosen);
    },
    async reveal(run) {
      const directory = await pick(run, places.shownDirectory());
      if (!directory) return;
      const known = await vscode.commands.getCommands(true);
      // In a browser and on a remote machine there is no window of the system to show it in.
      const reveal = known.includes('revealFileInOS') && !vscode.env.remoteName ? 'revealFileInOS' : 'revealInExplorer';
      await vscode.commands.executeCommand(reveal, vscode.Uri.file(join(directory, 'run.json')));
    },
    refresh: () => tree.refresh(),
  };
}

function isRun(value: unknown): value is ListedRun {
  return typeof (value as ListedRun | null)?.directory === 'string';
}
