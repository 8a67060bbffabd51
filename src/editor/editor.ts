/** The editor's side of Gradlens: what commands do, runs, status bar, and the session they steer. */
import * as vscode from 'vscode';
import type { InspectorAction } from '../protocol/inspector.js';
import type { ReplayRequest } from '../protocol/settings.js';
import type { Session } from '../session/session.js';
import { commandId, CONTEXT, type CommandHandlers } from './commandIds.js';
import { createHandlers, type InspectorPlaces } from './handlers.js';
import { inspectorCommandNames } from './inspectorCommands.js';
import { localized } from './localized.js';
import { openLine } from './openLine.js';
import { createProgramOutput } from './output.js';
import { createPauseCondition } from './pauseWhen.js';
import { createProgramChooser } from './programChoice.js';
import type { Progress } from './progress.js';
import { replay } from './replay.js';
import type { Results } from './results.js';
import { createRunCommands } from './runCommands.js';
import { createRunsTree, type RunsTree } from './runsTree.js';
import { selectBackend } from './selectBackend.js';
import { restoreSession } from './restoreSession.js';
import { createSessionMemory } from './sessionMemory.js';
import { createSessions } from './sessions.js';
import { createStatusBar } from './statusBar.js';
import type { TrainingLenses } from './trainingLenses.js';
import type { OpenTunePanel, Tuning } from './tuning/tuneHere.js';

/** The inspector as the editor sees it. */
export interface InspectorSide extends InspectorPlaces {
  showSession(session: Session): void;
  /** @throws an error with a code where there is no run to show. */
  showRun(directory: string): void;
  shownDirectory(): string | null;
  forget(directory: string): void;
  /** @throws an error with a code where there is nothing to compare. */
  compareRuns(directories: readonly string[]): Promise<void>;
  progressOf(session: Session): { step: number; total: number | null; loss: number | null } | null;
  variableNames(): string[];
  hasFile(file: string): boolean;
}

export interface EditorParts {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  lenses: TrainingLenses;
  results: Results;
  inspector: InspectorSide;
  openTunePanel: OpenTunePanel;
}

export interface Editor extends vscode.Disposable {
  readonly handlers: CommandHandlers;
  readonly tree: RunsTree;
  act(action: InspectorAction): Thenable<unknown>;
  setPauseWhen(condition: string | null): Promise<void>;
  openLine(file: string, line: number): Promise<void>;
  /** Finds the session again that ran when the window was reloaded, or else shows its run. */
  restore(): Promise<void>;
  /** Measures at a checkpoint of a recorded run. */
  replay(runDirectory: string, request: ReplayRequest): Promise<void>;
  /** The run of the session has grown. */
  recorded(): void;
}

export function createEditor({ context, log, lenses, results, inspector, openTunePanel }: EditorParts): Editor {
  const distribution = vscode.Uri.joinPath(context.extensionUri, 'dist').fsPath;
  const sessions = createSessions();
  const statusBar = createStatusBar();
  const output = createProgramOutput();
  const tree = createRunsTree(() => inspector.shownDirectory());
  const condition = createPauseCondition(sessions, () => inspector.variableNames());
  const memory = createSessionMemory(context.workspaceState);

  const update = (session: Session | null) => {
    const progress = session && progressOf(session, inspector);
    lenses.update(progress);
    statusBar.update(progress);
    void vscode.commands.executeCommand('setContext', CONTEXT.sessionState, progress?.state ?? 'none');
  };
  const begin = (session: Session) => {
    void memory.began(session.runDirectory);
    output.follow(session);
    inspector.showSession(session);
    for (const event of ['state', 'backend'] as const) session.on(event, () => update(sessions.live));
    void session.ended.then((outcome) => {
      const call = memory.target();
      const recorded = inspector.progressOf(session);
      void memory.ended();
      if (!call || !recorded) return;
      void results.remember(call, { ...recorded, outcome, endedAt: Date.now() }).then(lenses.refresh);
    });
  };
  sessions.onDidChange((session) => {
    void vscode.commands.executeCommand('setContext', CONTEXT.sessionActive, session !== null);
    if (session) begin(session);
    else void vscode.commands.executeCommand('setContext', CONTEXT.sessionEnded, true);
    tree.refresh();
    update(session);
  });
  const runs = createRunCommands(tree, {
    show: (directory) => inspector.showRun(directory),
    openInspector: () => inspector.openInSidebar(),
    shownDirectory: () => inspector.shownDirectory(),
    forget: (directory) => inspector.forget(directory),
    compare: (directories) => inspector.compareRuns(directories),
    liveDirectory: () => sessions.live?.runDirectory ?? null,
    page: vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview', 'inspector.html').fsPath,
    adopt: (session) => sessions.adopt(session),
  });
  const chooser = createProgramChooser(context.workspaceState);
  const version = (context.extension.packageJSON as { version: string }).version;
  let tuning: Promise<Tuning> | null = null;
  // It brings the parser with it, which few need.
  const loadTuning = () =>
    (tuning ??= import('./tuning/tuneHere.js').then(({ createTuning }) =>
      createTuning({
        ...{ distribution, version, lenses, chooser, log, memory: context.workspaceState },
        openPanel: openTunePanel,
      }),
    ));
  const handlers = createHandlers({
    extension: context.extensionUri,
    sessions,
    lenses,
    chooser,
    inspector,
    runs,
    pauseWhen: () => condition.ask(),
    pauseOnNaN: () => condition.toggleNaN(),
    tuneHere: async (target) => (await loadTuning()).tuneHere(target),
    selectBackend: () => selectBackend(sessions.live?.backend ?? null, sessions.live !== null),
    adopt(session, target) {
      memory.aim(target);
      sessions.adopt(session);
    },
    host: {
      sessions,
      log,
      distribution,
      version,
      pauseWhen: () => condition.next(),
    },
  });
  return {
    handlers,
    tree,
    act: (action) => vscode.commands.executeCommand(commandId(inspectorCommandNames[action])),
    setPauseWhen: (text) =>
      condition.set(text).catch((error: Error) => void vscode.window.showErrorMessage(localized(error))),
    restore: () => restoreSession(memory, sessions, inspector, log),
    async openLine(file, line) {
      if (!(await openLine(file, line, (path) => inspector.hasFile(path))))
        log.warn(`open-line-refused: ${file} belongs neither to the run nor to the workspace`);
    },
    replay: (directory, request) => replay(distribution, directory, request),
    recorded: () => update(sessions.live),
    dispose() {
      sessions.release();
      for (const part of [tree, output, statusBar]) part.dispose();
      void tuning?.then((part) => part.dispose());
    },
  };
}

function progressOf(session: Session, inspector: InspectorSide): Progress {
  const { program, state, backend } = session;
  const recorded = inspector.progressOf(session);
  return {
    run: session.runDirectory,
    // The program runs, but has not come to its first training yet.
    state: state.state === 'running' && !recorded ? 'starting' : state.state,
    file: program.lineFile ?? program.file,
    line: program.line,
    step: recorded?.step ?? state.step,
    total: recorded?.total ?? null,
    loss: recorded?.loss ?? null,
    backend: backend?.name ?? null,
  };
}
