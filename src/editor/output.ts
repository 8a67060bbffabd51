/** What the program prints, and its uncaught error. */
import * as vscode from 'vscode';
import type { ProgramError } from '../protocol/run.js';
import type { Session } from '../session/session.js';
import { localized } from './localized.js';
import { revealLine } from './revealLine.js';

export interface ProgramOutput extends vscode.Disposable {
  follow(session: Session): void;
  show(): void;
}

export function createProgramOutput(): ProgramOutput {
  const channel = vscode.window.createOutputChannel('Gradlens Program');
  return {
    follow(session) {
      const { file, script, args } = session.program;
      channel.clear();
      channel.appendLine(`> ${script ? `npm run ${script}` : ['node', file, ...args].join(' ')}`);
      session.on('stdout', (text) => channel.append(text));
      session.on('stderr', (text) => channel.append(text));
      session.on('error', (error) => void reportError(error, () => channel.show(true)));
      session.on('recordingStopped', (reason) => void vscode.window.showWarningMessage(reason));
      session.on('trouble', (trouble) => void vscode.window.showWarningMessage(localized(trouble)));
    },
    show: () => channel.show(true),
    dispose: () => channel.dispose(),
  };
}

async function reportError(error: ProgramError, showOutput: () => void): Promise<void> {
  const openLine = vscode.l10n.t('Open Line');
  const output = vscode.l10n.t('Show Output');
  const actions = error.file ? [openLine, output] : [output];
  const chosen = await vscode.window.showErrorMessage(localized(error), ...actions);
  if (chosen === openLine && error.file) await revealLine(error.file, error.line ?? 1);
  else if (chosen === output) showOutput();
}
