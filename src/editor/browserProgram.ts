/** Says which lines of a browser program need a browser, and what to do. */
import * as vscode from 'vscode';
import { revealLine } from './revealLine.js';
import type { BrowserUse } from '../source/browserUses.js';
import type { LensTarget } from './trainingLenses.js';

interface Choice extends vscode.QuickPickItem {
  act(): unknown;
}

export async function showBrowserUses(target: LensTarget, trainAnyway: () => unknown): Promise<void> {
  const { findBrowserUses } = await import('./scanSource.js');
  const document = await vscode.workspace.openTextDocument(target.file);
  const uses = findBrowserUses(document.getText(), target.file);
  const lines: Choice[] = uses.map((use) => ({
    label: `$(browser) ${vscode.l10n.t('Line {0}: {1}', use.line, use.what)}`,
    description: document.lineAt(use.line - 1).text.trim(),
    detail: adviceFor(use),
    act: () => revealLine(target.file, use.line),
  }));
  const anyway: Choice = {
    label: `$(play) ${vscode.l10n.t('Train here anyway')}`,
    description: vscode.l10n.t('Node will stop at the first of these lines that it reaches'),
    act: trainAnyway,
  };
  const line: Choice = { label: '', kind: vscode.QuickPickItemKind.Separator, act: () => undefined };
  const chosen = await vscode.window.showQuickPick([...lines, line, anyway], {
    title: vscode.l10n.t('This program is written for the browser'),
    placeHolder: vscode.l10n.t('Gradlens trains in Node: these lines need a browser'),
  });
  await chosen?.act();
}

function adviceFor({ why, what }: BrowserUse): string {
  switch (why) {
    case 'package':
      return vscode.l10n.t('{0} draws in a page: leave it out here, the inspector draws the training.', what);
    case 'script':
      return vscode.l10n.t('{0} comes from a script tag: import it, for example from @tensorflow/tfjs.', what);
    case 'api':
      return vscode.l10n.t('{0} reads a page: make the tensors from files instead, for example with tf.tensor.', what);
    case 'global':
      return vscode.l10n.t('{0} exists only in a page: move the training into a file that does without it.', what);
  }
}
