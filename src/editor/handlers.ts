/** What each command does. */
import * as vscode from 'vscode';
import { CONTEXT, RUNS_VIEW, type CommandHandlers } from './commandIds.js';
import { openExample } from './examples.js';
import { showBrowserUses } from './browserProgram.js';
import type { ProgramInfo } from '../protocol/run.js';
import type { Session } from '../session/session.js';
import type { ProgramChooser } from './programChoice.js';
import type { RunCommands } from './runCommands.js';
import type { Sessions } from './sessions.js';
import { settingsFor } from './settings.js';
import { train, type TrainHost } from './train.js';
import type { LensTarget, TrainingLenses } from './trainingLenses.js';

/** The inspector, as the editor's commands need it. */
export interface InspectorPlaces {
  openInSidebar(): Promise<void>;
  openBeside(): void;
  /** The program of the run that is shown. */
  shownProgram(): ProgramInfo | null;
  /** Recomputes the numbers of the step that is shown in float64; shows them, or says why not. */
  verifyStep(): Promise<void>;
  /** Shows the way of the gradient that comes by a line of the program. */
  showLine(file: string, line: number): Promise<void>;
  /** Shows a step; opens the side bar's inspector where none is seen. */
  showStep(training: number, step: number): Promise<void>;
  /** Opens the page of a rule. */
  showRule(rule: string): Promise<void>;
}

export interface HandlerParts {
  extension: vscode.Uri;
  sessions: Sessions;
  lenses: TrainingLenses;
  chooser: ProgramChooser;
  inspector: InspectorPlaces;
  runs: RunCommands;
  host: Omit<TrainHost, 'choose' | 'show' | 'adopt'>;
  pauseWhen(): Promise<void>;
  pauseOnNaN(): Promise<void>;
  tuneHere(target: unknown): Promise<void>;
  selectBackend(): Promise<void>;
  /** Takes over a session that was started from this lens. */
  adopt(session: Session, target: LensTarget | null): void;
}

export function createHandlers(parts: HandlerParts): CommandHandlers {
  const { sessions, lenses, chooser, inspector, runs } = parts;
  let last: { file: string; line: number | null; target: LensTarget | null } | null = null;
  const trainAt = async (file: string, line: number | null, target: LensTarget | null) => {
    const position = await positionOf(lenses, file, line);
    const choose = () => chooser.choose(file, position);
    const show = () => inspector.openInSidebar();
    const adopt = (session: Session) => parts.adopt(session, target);
    if (!(await train({ ...parts.host, choose, show, adopt }, { file, line }))) return;
    last = { file, line, target };
    const { openOnTrain } = settingsFor(vscode.Uri.file(file));
    if (openOnTrain === 'beside') inspector.openBeside();
    else if (openOnTrain === 'sidebar') await inspector.openInSidebar();
  };
  const trainHere = async (argument: unknown) => {
    if (isTarget(argument)) return trainAt(argument.file, argument.line, argument);
    const editor = activeProgram();
    if (!editor) return explainNoFile();
    const target = await lenses.targetAt(editor.document, editor.selection.active.line + 1);
    if (target) return trainAt(target.file, target.line, target);
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'No line that trains was found in this file: open a file that calls fit, minimize or variableGrads.',
      ),
    );
  };
  const restart = async () => {
    const program = inspector.shownProgram();
    const again = last ?? (program && { file: program.lineFile ?? program.file, line: program.line, target: null });
    if (!again) return trainHere(undefined);
    await sessions.stop();
    await trainAt(again.file, again.line, again.target);
  };
  const trainFile = async (argument: unknown) => {
    const file = argument instanceof vscode.Uri ? argument.fsPath : activeProgram()?.document.uri.fsPath;
    return file ? trainAt(file, null, null) : explainNoFile();
  };
  return {
    trainHere,
    trainFile,
    async chooseProgram() {
      const editor = activeProgram();
      if (!editor) return explainNoFile();
      const { document, selection } = editor;
      const target = await lenses.targetAt(document, selection.active.line + 1);
      await chooser.choose(
        document.uri.fsPath,
        await positionOf(lenses, document.uri.fsPath, target?.line ?? null),
        true,
      );
    },
    pause: () => sessions.live?.pause(),
    step: () => sessions.live?.step(1, sessions.live.state.training),
    resume: () => sessions.live?.resume(),
    stop: () => sessions.stop(),
    restart,
    pauseWhen: parts.pauseWhen,
    pauseOnNaN: parts.pauseOnNaN,
    tuneHere: (target) => parts.tuneHere(target),
    openInspector: () => inspector.openInSidebar(),
    openInspectorToSide: () => inspector.openBeside(),
    selectBackend: parts.selectBackend,
    verifyStep: () => inspector.verifyStep(),
    showLineGradient: (place) => (isPlace(place) ? inspector.showLine(place.file, place.line) : undefined),
    showRuns: () => vscode.commands.executeCommand(`${RUNS_VIEW}.focus`),
    openRun: (run) => runs.open(run),
    deleteRun: (run) => runs.remove(run),
    compareRuns: (run, selected) => runs.compare(run, selected),
    exportRun: (run) => runs.exportAs(run),
    exportRunAsHtml: (run) => runs.exportHtml(run),
    revealRun: (run) => runs.reveal(run),
    refreshRuns: () => runs.refresh(),
    async openExample() {
      await openExample(parts.extension);
    },
    async trainExample(wish) {
      const program = await openExample(parts.extension, wish);
      if (!program) return;
      await trainAt(program.fsPath, null, null);
      await vscode.commands.executeCommand('setContext', CONTEXT.trainedExample, wish);
    },
    showLog: () => parts.host.log.show(true),
    showFinding: (at) => {
      const { training, step } = (at ?? {}) as { training?: unknown; step?: unknown };
      return Number.isSafeInteger(training) && Number.isSafeInteger(step)
        ? inspector.showStep(training as number, step as number)
        : inspector.openInSidebar();
    },
    showRule: (rule) => (typeof rule === 'string' ? inspector.showRule(rule) : undefined),
    browserProgram: (target) => (isTarget(target) ? showBrowserUses(target, () => trainHere(target)) : undefined),
  };
}

function activeProgram(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.uri.scheme === 'file' ? editor : undefined;
}

function explainNoFile(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Open the file that trains, and save it to disk: Gradlens runs files with Node.'),
  );
}

/** Where in the text the training call stands; null: nowhere in particular. */
async function positionOf(lenses: TrainingLenses, file: string, line: number | null): Promise<number | null> {
  if (line === null) return null;
  const calls = await lenses.callsOf(await vscode.workspace.openTextDocument(file));
  return calls.find((call) => call.line === line)?.position ?? null;
}

function isPlace(value: unknown): value is { file: string; line: number } {
  const place = value as { file?: unknown; line?: unknown } | null;
  return typeof place?.file === 'string' && Number.isInteger(place.line);
}

function isTarget(value: unknown): value is LensTarget {
  const target = value as Partial<LensTarget> | null;
  return typeof target?.file === 'string' && Number.isInteger(target.line) && typeof target.key === 'string';
}
