/** Lines that the inspector asks for: only of files that belong to the run or to the workspace. */
import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { revealLine } from './revealLine.js';

/** Whether the file was opened. `isOfRun` knows the sources of the run that is shown. */
export async function openLine(file: string, line: number, isOfRun: (file: string) => boolean): Promise<boolean> {
  // Without its dots: `workspace/../elsewhere` is elsewhere.
  const path = resolve(file);
  const isKnown = isOfRun(path) || vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path)) !== undefined;
  if (isKnown) await revealLine(path, line);
  return isKnown;
}
