/** Registers each command of the extension; the handlers are loaded with the first that is used. */
import * as vscode from 'vscode';
import { commandId, COMMANDS, type CommandHandlers } from './commandIds.js';
import { localized } from './localized.js';

export function registerCommands(
  load: () => Promise<CommandHandlers>,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const registered = COMMANDS.map((name) =>
    vscode.commands.registerCommand(commandId(name), async (...args: unknown[]) => {
      try {
        return await (await load())[name](...args);
      } catch (error) {
        // What a user should know has been said; the rest is a fault of ours, and the log tells it.
        const { code, message, stack } = error as { code?: string; message: string; stack?: string };
        log.error(`${commandId(name)}: ${code ?? 'fault'}`, stack ?? message);
        void vscode.window.showErrorMessage(vscode.l10n.t('Gradlens: {0}', localized(error as Error)));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
