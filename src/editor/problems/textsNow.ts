/** Lines of files as they are now: of the document where one is open, else of the disk. */
import { readFileSync, statSync } from 'node:fs';
import * as vscode from 'vscode';
import { LINE_END, type LinesNow } from './problemsOf.js';

export function createTextsNow(): LinesNow {
  const read = new Map<string, { changed: number; lines: readonly string[] }>();
  return (file) => {
    const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === file);
    if (open) return open.getText().split(LINE_END);
    try {
      const changed = statSync(file).mtimeMs;
      if (read.get(file)?.changed !== changed)
        read.set(file, { changed, lines: readFileSync(file, 'utf8').split(LINE_END) });
      return read.get(file)!.lines;
    } catch {
      return null;
    }
  };
}
