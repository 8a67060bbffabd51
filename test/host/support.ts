/** What host tests do again and again. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunInfo } from '../../src/protocol/run.js';

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

export interface RecordedRun extends RunInfo {
  directory: string;
}

/** The runs recorded below a folder of the workspace, oldest first. */
export function runsIn(...path: string[]): RecordedRun[] {
  const runs = join(folder().fsPath, ...path, '.gradlens/runs');
  const ids = existsSync(runs) ? readdirSync(runs).sort() : [];
  return ids.flatMap((id) => {
    const file = join(runs, id, 'run.json');
    if (!existsSync(file)) return [];
    return [{ ...(JSON.parse(readFileSync(file, 'utf8')) as RunInfo), directory: join(runs, id) }];
  });
}

/** Clicks the first lens that says so. */
export async function clickLens(document: vscode.TextDocument, title = 'Train here'): Promise<void> {
  let command: vscode.Command | undefined;
  // The first file that is opened activates the extension.
  await waitFor(`a lens that says ${title}`, async () => {
    const provider = 'vscode.executeCodeLensProvider';
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(provider, document.uri);
    command = lenses.find((lens) => lens.command?.title.includes(title))?.command;
    return command !== undefined;
  });
  assert.ok(command);
  await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
}

/** Waits until one more run than before has ended, and answers it. */
export async function nextRun(before: number, ...path: string[]): Promise<RecordedRun> {
  await waitFor('an ended run', () => (runsIn(...path)[before]?.outcome ?? null) !== null);
  return runsIn(...path)[before]!;
}
