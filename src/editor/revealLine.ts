/** Shows a line of code in the column where code is, and leaves the focus where it was. */
import * as vscode from 'vscode';

export async function revealLine(file: string, line: number): Promise<void> {
  const uri = vscode.Uri.file(file);
  const shown = vscode.window.visibleTextEditors.find(({ document }) => document.uri.fsPath === uri.fsPath);
  const viewColumn =
    shown?.viewColumn ?? vscode.window.tabGroups.all.find(hasText)?.viewColumn ?? vscode.ViewColumn.One;
  const place = new vscode.Range(line - 1, 0, line - 1, 0);
  const editor = await vscode.window.showTextDocument(uri, { viewColumn, preserveFocus: true, selection: place });
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const hasText = (group: vscode.TabGroup) => group.tabs.some(({ input }) => input instanceof vscode.TabInputText);
