/** Writes a run as a page, as a table or for TensorBoard, to where the user says. */
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { openRun } from '../runs/openRun.js';

type Format = 'html' | 'csv' | 'tensorboard';

/** @param page the page that an export fills: dist/webview/inspector.html */
export async function exportInFormat(directory: string, page: string): Promise<void> {
  const formats: (vscode.QuickPickItem & { format: Format })[] = [
    { label: 'HTML', description: vscode.l10n.t('one page with the inspector, for a browser'), format: 'html' },
    { label: 'CSV', description: vscode.l10n.t('a row for each step, for spreadsheets'), format: 'csv' },
    { label: 'TensorBoard', description: vscode.l10n.t('scalars and histograms'), format: 'tensorboard' },
  ];
  const chosen = await vscode.window.showQuickPick(formats, { placeHolder: vscode.l10n.t('Export the run as') });
  if (chosen?.format === 'html') await exportAsHtml(directory, page);
  else if (chosen?.format === 'csv') await exportAsCsv(directory);
  else if (chosen?.format === 'tensorboard') await exportForTensorboard(directory);
}

export async function exportAsHtml(directory: string, page: string): Promise<void> {
  const target = await askFile(`${directory}.html`, { HTML: ['html'] });
  if (!target) return;
  const thinned = await whileExporting(async () => {
    const { exportHtml } = await import('../runs/exportHtml.js');
    return exportHtml(openRun(directory), page, target.fsPath);
  });
  const open = vscode.l10n.t('Open');
  if (await tellDone(target, thinned, open)) await vscode.env.openExternal(target);
}

async function exportAsCsv(directory: string): Promise<void> {
  const target = await askFile(`${directory}.csv`, { CSV: ['csv'] });
  if (!target) return;
  await whileExporting(async () => {
    const { exportCsv } = await import('../runs/exportCsv.js');
    exportCsv(openRun(directory), target.fsPath);
  });
  if (await tellDone(target, [], vscode.l10n.t('Open'))) await vscode.commands.executeCommand('vscode.open', target);
}

/** Into a folder named after the run, so that TensorBoard shows several runs of one folder side by side. */
async function exportForTensorboard(directory: string): Promise<void> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      defaultUri: vscode.Uri.file(dirname(directory)),
      ...{ canSelectFiles: false, canSelectFolders: true, openLabel: vscode.l10n.t('Export Into This Folder') },
    })) ?? [];
  if (!folder) return;
  const target = vscode.Uri.file(join(folder.fsPath, basename(directory)));
  await whileExporting(async () => {
    const { exportTensorboard } = await import('../runs/exportTensorboard.js');
    exportTensorboard(openRun(directory), target.fsPath);
  });
  if (await tellDone(target, [], vscode.l10n.t('Copy the Command for TensorBoard')))
    await vscode.env.clipboard.writeText(`tensorboard --logdir "${folder.fsPath}"`);
}

const askFile = (path: string, filters: Record<string, string[]>) =>
  vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(path), filters });

const whileExporting = <T>(task: () => Promise<T>): Thenable<T> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting the run') },
    task,
  );

/** Whether the user wants what is offered. */
async function tellDone(target: vscode.Uri, more: readonly string[], offer: string): Promise<boolean> {
  const done = vscode.l10n.t('The run was written to {0}.', vscode.workspace.asRelativePath(target));
  return (await vscode.window.showInformationMessage([done, ...more].join(' '), offer)) === offer;
}
