/** Scans an open file for trainings; the parser is loaded with the first file that may have one. */
import type * as vscode from 'vscode';
import { mayTrain, type TrainingCall } from './trainingWords.js';

export interface DocumentScan {
  calls: TrainingCall[];
  /** Whether the program is written for the browser. */
  browser: boolean;
  /** Whether the text does not parse. */
  broken: boolean;
}

export async function scanDocument(document: vscode.TextDocument): Promise<DocumentScan> {
  const text = document.getText();
  if (!mayTrain(text)) return { calls: [], browser: false, broken: false };
  const [{ parseSource }, { findTrainingCalls }, { namesTensorFlow }, { browserUses }] = await Promise.all([
    import('./source/syntax.js'),
    import('./trainingCalls.js'),
    import('./source/imports.js'),
    import('./source/browserUses.js'),
  ]);
  const source = parseSource(text, document.fileName);
  let broken = false;
  source.tree.iterate({ enter: ({ type }) => void (broken ||= type.isError) });
  const known = !namesTensorFlow(source) && (await modulesGiveTensorFlow(document, text));
  const calls = findTrainingCalls(source, known);
  return { calls, browser: calls.length > 0 && browserUses(source).length > 0, broken };
}

async function modulesGiveTensorFlow(document: vscode.TextDocument, text: string): Promise<boolean> {
  if (document.uri.scheme !== 'file') return false;
  const [{ importsTensorFlow }, { diskFiles }] = await Promise.all([
    import('./programs/modules.js'),
    import('./programs/files.js'),
  ]);
  return importsTensorFlow(document.uri.fsPath, text, diskFiles);
}
