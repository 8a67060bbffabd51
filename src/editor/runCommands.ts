/** What can be done with a recorded run. */
import { join } from 'node:path';
import * as vscode from 'vscode';
import { deleteRun, type ListedRun } from '../runs/listRuns.js';
import { openRun } from '../runs/openRun.js';
import { attachSession } from '../session/attachSession.js';
import type { Session } from '../session/session.js';
import type { RunsTree } from './runsTree.js';

export interface RunCommands {
  open(run: unknown): Promise<void>;
  remove(run: unknown): Promise<void>;
  exportHtml(run: unknown): Promise<void>;
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
    const runs = await tree.list();
    if (runs.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('No runs yet: train a program first.'));
      return undefined;
    }
    const items = runs.map(({ directory, info }) => ({
      label: info ? vscode.workspace.asRelativePath(info.program.file) : directory,
      description: info ? new Date(info.startedAt).toLocaleString(vscode.env.language) : '',
      directory,
    }));
    return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which run?') }))?.directory;
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
    async exportHtml(run) {
      const directory = await pick(run, places.shownDirectory());
      if (!directory) return;
      const defaultUri = vscode.Uri.file(`${directory}.html`);
      const target = await vscode.window.showSaveDialog({ defaultUri, filters: { HTML: ['html'] } });
      if (!target) return;
      const thinned = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting the run') },
        () => writePage(directory, places.page, target.fsPath),
      );
      const open = vscode.l10n.t('Open');
      const done = vscode.l10n.t('The run was written to {0}.', vscode.workspace.asRelativePath(target));
      const message = [done, ...thinned].join(' ');
      if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.env.openExternal(target);
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

async function writePage(directory: string, page: string, target: string): Promise<string[]> {
  const { exportHtml } = await import('../runs/exportHtml.js');
  return exportHtml(openRun(directory), page, target);
}
