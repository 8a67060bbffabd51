/** The editor's side of Gradlens: lenses, commands, tree, status bar, and the session they steer. */
import * as vscode from 'vscode';
import type { InspectorAction } from '../protocol/inspector.js';
import type { Session } from '../session/session.js';
import { commandId, CONTEXT } from './commandIds.js';
import { registerCommands } from './commands.js';
import { createHandlers, type InspectorPlaces } from './handlers.js';
import { inspectorCommandNames } from './inspectorCommands.js';
import { createProgramOutput } from './output.js';
import { createPauseCondition } from './pauseWhen.js';
import { createProgramChooser } from './programChoice.js';
import type { Progress } from './progress.js';
import { createResults } from './results.js';
import { revealLine } from './revealLine.js';
import { createRunCommands, type RunPlaces } from './runCommands.js';
import { createRunsTree } from './runsTree.js';
import { scanDocument } from './scanDocument.js';
import { selectBackend } from './selectBackend.js';
import { createSessions } from './sessions.js';
import { createStatusBar } from './statusBar.js';
import { createTrainingLenses, type LensTarget } from './trainingLenses.js';

/** The inspector as the editor sees it. */
export interface InspectorSide extends InspectorPlaces {
  showSession(session: Session): void;
  showRun(directory: string): Promise<void>;
  shownDirectory(): string | null;
  forget(directory: string): void;
  exportHtml: RunPlaces['exportHtml'];
}

export interface Editor extends vscode.Disposable {
  act(action: InspectorAction): Thenable<unknown>;
  setPauseWhen(condition: string | null): Promise<void>;
  openLine(file: string, line: number): Promise<void>;
  /** Where the running session stands; null: none runs. */
  update(progress: Progress | null): void;
}

export function createEditor(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  inspector: InspectorSide,
): Editor {
  const sessions = createSessions();
  const results = createResults(context.workspaceState);
  const lenses = createTrainingLenses({ scan: scanDocument, last: (target) => results.of(target) });
  const statusBar = createStatusBar();
  const output = createProgramOutput();
  const tree = createRunsTree(() => inspector.shownDirectory());
  const condition = createPauseCondition(sessions);
  let target: LensTarget | null = null;
  let latest: Progress | null = null;

  const update = (progress: Progress | null) => {
    latest = progress;
    lenses.update(progress);
    statusBar.update(progress);
    void vscode.commands.executeCommand('setContext', CONTEXT.sessionState, progress?.state ?? 'none');
  };
  sessions.onDidChange((session) => {
    void vscode.commands.executeCommand('setContext', CONTEXT.sessionActive, session !== null);
    tree.refresh();
    if (!session) {
      void vscode.commands.executeCommand('setContext', CONTEXT.sessionEnded, true);
      return update(null);
    }
    output.follow(session);
    inspector.showSession(session);
    session.on('state', () => update(progressOf(session, latest)));
    session.on('backend', () => update(progressOf(session, latest)));
    update(progressOf(session, null));
  });
  const runs = createRunCommands(tree, {
    show: (directory) => inspector.showRun(directory),
    shownDirectory: () => inspector.shownDirectory(),
    forget: (directory) => inspector.forget(directory),
    liveDirectory: () => sessions.live?.runDirectory ?? null,
    exportHtml: (directory) => inspector.exportHtml(directory),
  });
  const handlers = createHandlers({
    extension: context.extensionUri,
    sessions,
    lenses,
    chooser: createProgramChooser(context.workspaceState),
    inspector,
    runs,
    pauseWhen: () => condition.ask(),
    selectBackend: () => selectBackend(sessions.live?.backend ?? null, sessions.live !== null),
    started: (started) => (target = started),
    host: {
      sessions,
      log,
      distribution: vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath,
      version: (context.extension.packageJSON as { version: string }).version,
      pauseWhen: () => condition.next(),
    },
  });
  void target;
  const commands = registerCommands(handlers, log);
  return {
    act: (action) => vscode.commands.executeCommand(commandId(inspectorCommandNames[action])),
    setPauseWhen: (text) => condition.set(text),
    openLine: (file, line) => revealLine(file, line),
    update,
    dispose() {
      sessions.release();
      for (const part of [commands, tree, output, statusBar, lenses]) part.dispose();
    },
  };
}

function progressOf(session: Session, before: Progress | null): Progress {
  const { program, state, backend } = session;
  return {
    run: session.runDirectory,
    state: state.state,
    file: program.lineFile ?? program.file,
    line: program.line,
    step: state.step,
    total: before?.total ?? null,
    loss: before?.loss ?? null,
    backend: backend?.name ?? null,
  };
}
