/** Registers the view of the runs; they are looked for when the view is first seen. */
import * as vscode from 'vscode';
import { RUNS_VIEW } from './commandIds.js';
import type { ListedRun } from '../runs/listRuns.js';
import type { RunsTree } from './runsTree.js';

export function registerRunsView(load: () => Promise<RunsTree>): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let seen: Promise<RunsTree> | null = null;
  const tree = () =>
    (seen ??= load().then((loaded) => {
      loaded.onDidChange(() => changed.fire());
      return loaded;
    }));
  const view = vscode.window.createTreeView<ListedRun>(RUNS_VIEW, {
    // Several are compared.
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (run) => (run ? [] : (await tree()).list()),
      getTreeItem: async (run) => (await tree()).itemOf(run),
    },
  });
  return vscode.Disposable.from(view, changed);
}
