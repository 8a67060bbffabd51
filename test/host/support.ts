/** What host tests do again and again. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export const folder = () => vscode.workspace.workspaceFolders![0]!.uri;

export async function openProgram(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), path));
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

export async function lensTitles(document: vscode.TextDocument): Promise<(string | undefined)[]> {
  const provider = 'vscode.executeCodeLensProvider';
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(provider, document.uri);
  return lenses.map(({ command }) => command?.title);
}

/** Waits for a condition, never for a time; fails after half a minute with what was waited for. */
export async function waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
