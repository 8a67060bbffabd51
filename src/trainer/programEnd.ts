/**
 * What is recorded when the program ends, however it ends from inside: by itself, by `process.exit`, by an error that
 * nothing caught. Node's own ways with errors stay as they are: this only watches.
 */
import type { Instrumentation } from '../instrument/installInstrumentation.js';
import type { ProgramError, Stopped } from '../protocol/run.js';
import type { TrainerSettings } from '../protocol/settings.js';
import type { Control } from './control.js';
import { lineNotReached, neverTrains, programExited } from './errors.js';
import { withoutOwnFrames } from './ownTraces.js';
import { readProgramError } from './programError.js';
import type { Recorder } from './recorder.js';
import type { Recording } from './recording.js';

export interface ProgramEndParts {
  settings: TrainerSettings;
  control: Control;
  recorder: Recorder;
  recording: Recording;
  instrumentation: Instrumentation;
  /** Lets the last measurements end; `stopped`: a user waits. */
  endCurvature(stopped: boolean): void;
  distribution: string;
  isUserFile(file: string): boolean;
  /** A fault of ours that ended the watching. */
  fault(): ProgramError | null;
  /** Why we ended the program; null: it ended itself. */
  stopped(): 'user' | 'steps' | null;
  /** Milliseconds since the program's first line. */
  sinceBegun(): number;
  now(): number;
}

export function watchProgramEnd(parts: ProgramEndParts): void {
  const { recorder, recording, control } = parts;
  let error: ProgramError | null = null;

  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    if (thrown instanceof Error && thrown.stack) {
      const stack = withoutOwnFrames(thrown.stack, parts.distribution);
      if (stack !== thrown.stack) thrown.stack = stack;
    }
    // A handler of the program's own means that it goes on: then the last error is not its end.
    if (process.listenerCount('uncaughtException') > 0) return;
    error = readProgramError(thrown, origin, parts.isUserFile);
    control.tell({ type: 'error', error });
  });

  process.on('exit', (code) => {
    parts.instrumentation.finish();
    if (error) recorder.diagnosis.programFailed(error);
    recorder.diagnosis.end();
    const why = parts.stopped();
    const stopped: Stopped = why ?? (error || code !== 0 ? 'error' : 'end');
    if (why === null) error ??= code === 0 ? (parts.fault() ?? whatIsMissing(parts)) : programExited(code);
    // Read before the wait: where a hook ended the program its clock is still running, and what is measured when the program is
    // over slows no training.
    const [own, hooks] = [parts.sinceBegun(), parts.instrumentation.ownTime()];
    const cost = hooks - recorder.stood;
    parts.endCurvature(why === 'user');
    recording.end({
      stopped,
      programExit: code,
      signal: null,
      error,
      overhead: recorder.trainings.size > 0 && own > hooks ? cost / (own - hooks) : null,
      recordingStopped: recording.stopped,
    });
  });
}

function whatIsMissing({ recorder, settings }: ProgramEndParts): ProgramError | null {
  const { program } = settings;
  if (recorder.trainings.size === 0) return neverTrains([...recorder.kernels]);
  if (program.line === null || recorder.selected !== null) return null;
  const others = [...recorder.trainings.values()].filter((training) => training.file !== null);
  return lineNotReached(program.lineFile ?? program.file, program.line, [
    ...new Set(others.map((training) => `${String(training.file)}:${String(training.line)}`)),
  ]);
}
