/** Which run the inspector shows: the session's while there is one, else the one that was opened. */
import type { ProgramInfo } from '../protocol/run.js';
import type { IndexedTraining } from '../runs/runIndex.js';
import type { Session } from '../session/session.js';
import type { Inspector } from './inspector.js';
import { createRunSource, type Replay, type RunSource } from './runSource.js';

/** Where the running session stands, from its records. */
export interface RecordedProgress {
  training: number;
  step: number;
  total: number | null;
  loss: number | null;
}

export interface ShownRun {
  showSession(session: Session): void;
  /** @throws CodedError where there is no run, or one of a newer format. */
  showRun(directory: string): void;
  shownDirectory(): string | null;
  shownProgram(): ProgramInfo | null;
  /** Lets go of the run if it is shown. */
  forget(directory: string): void;
  /** The training that the program was asked to show first, as far as it was reached. */
  progressOf(session: Session): RecordedProgress | null;
  /** Names of the variables of the run that is shown. */
  variableNames(): string[];
  /** Files on which the shown run has lines. */
  hasFile(file: string): boolean;
}

export function createShownRun(inspector: Inspector, changed: () => void, replay: Replay): ShownRun {
  let live: RunSource | null = null;
  let shown: RunSource | null = null;
  const show = (source: RunSource | null) => {
    const before = shown;
    shown = source;
    inspector.show(source);
    // The session's goes on being followed while another run is looked at: its progress is shown elsewhere too.
    if (before !== live && before !== source) before?.dispose();
  };
  return {
    showSession(session) {
      const before = live;
      live = createRunSource(session.runDirectory, session, replay);
      live.onDidChange(changed);
      show(live);
      before?.dispose();
    },
    showRun(directory) {
      show(live?.runDirectory === directory ? live : createRunSource(directory, null, replay));
    },
    shownDirectory: () => shown?.runDirectory ?? null,
    shownProgram: () => shown?.run.info.program ?? null,
    forget(directory) {
      if (shown?.runDirectory === directory) show(null);
    },
    progressOf(session) {
      if (live?.session !== session) return null;
      const trainings = [...live.run.index.trainings.values()];
      const training = selected(trainings, session.program) ?? live.run.index.trainings.get(session.state.training);
      return training ? progress(training) : null;
    },
    variableNames: () => [
      ...new Set(shown?.head().trainings.flatMap(({ variables }) => variables.map(({ name }) => name)) ?? []),
    ],
    hasFile: (file) => shown !== null && filesOf(shown).has(file),
  };
}

/** The training whose call stands at the asked line, or first after it: the line may be that of the loop around it. */
function selected(trainings: IndexedTraining[], { file, line, lineFile }: ProgramInfo): IndexedTraining | null {
  if (line === null) return null;
  const after = trainings.filter(
    ({ payload }) => payload.file === (lineFile ?? file) && payload.line !== null && payload.line >= line,
  );
  return after.sort((a, b) => a.payload.line! - b.payload.line!)[0] ?? null;
}

function progress({ id, columns, payload }: IndexedTraining): RecordedProgress {
  const { steps, epochs, stepsPerEpoch } = payload.planned;
  const total = steps ?? (epochs !== null && stepsPerEpoch !== null ? epochs * stepsPerEpoch : null);
  const loss = columns.steps > 0 ? columns.loss[columns.steps - 1]! : NaN;
  const seen = columns.steps > 0 && columns.lossMark[columns.steps - 1] !== 0;
  return { training: id, step: columns.steps, total, loss: seen ? loss : null };
}

function filesOf(source: RunSource): Set<string> {
  const { program, trainings, findings } = source.head();
  const files = new Set([program.file, ...source.run.info.sources.map(({ file }) => file)]);
  for (const { file, variables, terms } of trainings) {
    for (const place of [file, ...variables.map((v) => v.file), ...terms.map((t) => t.file)])
      if (place) files.add(place);
  }
  for (const { file } of findings) if (file) files.add(file);
  const { error } = source.status();
  if (error?.file) files.add(error.file);
  return files;
}
