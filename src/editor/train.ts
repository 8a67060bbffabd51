/** From the click on "Train here" to a running session. */
import * as vscode from 'vscode';
import { findNode } from '../session/nodeExecutable.js';
import type { Session } from '../session/session.js';
import { localized } from './localized.js';
import type { ProgramChoice } from './programChoice.js';
import { settingsFor } from './settings.js';
import type { Sessions } from './sessions.js';

export interface Training {
  file: string;
  /** Line of the training call; null: the first training that the program comes to. */
  line: number | null;
}

export interface TrainHost {
  sessions: Sessions;
  /** Takes over the session that was started. */
  adopt(session: Session): void;
  /** Folder of the built product. */
  distribution: string;
  version: string;
  /** Which program reaches the training; undefined: the user let it be. */
  choose(training: Training): Promise<ProgramChoice | undefined>;
  /** Condition for the next session. */
  pauseWhen(): string | null;
  /** Shows the session's run in the inspector. */
  show(): Promise<void>;
  log: vscode.LogOutputChannel;
}

export async function train(host: TrainHost, training: Training): Promise<Session | undefined> {
  if (!vscode.workspace.isTrusted) {
    await explainTrust();
    return undefined;
  }
  if (host.sessions.live && !(await mayReplace(host, host.sessions.live))) return undefined;
  await vscode.workspace.saveAll(false);
  const choice = await host.choose(training);
  if (!choice) return undefined;
  try {
    return await start(host, training, choice);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    host.log.error(code ?? 'session-not-started', message);
    void vscode.window.showErrorMessage(localized(error as Error));
    return undefined;
  }
}

async function start(host: TrainHost, { file, line }: Training, choice: ProgramChoice): Promise<Session> {
  const { startSession } = await import('../session/startSession.js');
  const settings = settingsFor(vscode.Uri.file(choice.file));
  // The rest of the settings hold, and the training starts.
  if (settings.rulesProblem) void vscode.window.showWarningMessage(localized(settings.rulesProblem));
  const session = startSession({
    file: choice.file,
    line,
    lineFile: choice.file === file ? null : file,
    script: choice.script,
    node: findNode({
      setting: settings.nodePath,
      own: process.execPath,
      env: process.env,
      platform: process.platform,
    }),
    distribution: host.distribution,
    gradlens: host.version,
    args: settings.args,
    backend: settings.backend,
    tensorflow: settings.tensorflow,
    pauseWhen: host.pauseWhen(),
    budget: settings.budget,
    rules: settings.rules,
    sizeLimit: settings.sizeLimit,
    graceSeconds: settings.graceSeconds,
    cwd: choice.cwd,
  });
  host.log.info(`session: ${choice.script ?? choice.file} → ${session.runDirectory}`);
  host.adopt(session);
  return session;
}

/** A second training: the user decides between the running one and a fresh one. */
async function mayReplace(host: TrainHost, live: Session): Promise<boolean> {
  const restart = {
    label: `$(debug-restart) ${vscode.l10n.t('Restart')}`,
    description: vscode.l10n.t('Stop it and train again'),
  };
  const open = {
    label: `$(graph) ${vscode.l10n.t('Open Inspector')}`,
    description: vscode.l10n.t('Let it run and look at it'),
  };
  const name = vscode.workspace.asRelativePath(live.program.file);
  const chosen = await vscode.window.showQuickPick([restart, open], {
    placeHolder: vscode.l10n.t('{0} is training already', name),
  });
  if (chosen === open) await host.show();
  if (chosen !== restart) return false;
  await host.sessions.stop();
  return true;
}

export async function explainTrust(): Promise<void> {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t('Gradlens runs no program in Restricted Mode: trust this workspace to train here.');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
}
