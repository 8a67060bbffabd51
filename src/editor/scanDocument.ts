/** Scans an open file for trainings; the parser is loaded with the first file that may have one. */
import type * as vscode from 'vscode';
import type { SourceScan } from './scanSource.js';
import { mayTrain } from './trainingWords.js';

export async function scanDocument(document: vscode.TextDocument): Promise<SourceScan> {
  const text = document.getText();
  if (!mayTrain(text)) return { calls: [], browser: false, broken: false };
  const { scanSource } = await import('./scanSource.js');
  return scanSource(text, document.fileName, document.uri.scheme === 'file');
}
