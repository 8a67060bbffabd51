/** Loss programs of trainings without gradient calls: recorded where the lines ask for them, differentiated by nobody but us. */
import type { GradientObserver } from '../instrument/gradientObserver.js';
import type { RecordedProgram } from '../program/programSource.js';
import { recordProgram } from '../program/recordProgram.js';
import type { TrainingPayload } from '../protocol/records.js';
import { sourceReader, type KnownSource } from './opSources.js';

type BeginOwn = NonNullable<GradientObserver['beginOwn']>;

/** `keep`: takes the program with its Variables, and with copies of the weights that it was recorded with. */
export function ownPrograms(keep: (entry: RecordedProgram, told: RecordedProgram) => void): BeginOwn {
  const known = new Map<number, KnownSource[]>();
  return ({ engine, training, xs, line }) => {
    const sources = sourceReader(known.get(training) ?? [], line);
    const recording = recordProgram({ engine, xs, source: sources.next, mayChange: true });
    return {
      recording,
      abandoned: () => recording.abandon(),
      ended(step, variables, weights) {
        known.set(training, sources.known);
        const program = recording.finish(variables.map((tensor) => ({ tensor, name: tensor.name })));
        const entry = { training, step, program, check: null, forLinesAlone: true };
        keep({ ...entry, weights: variables }, { ...entry, weights });
      },
    };
  };
}

/** Why a training without gradient calls has no gradients on its lines; null: it has, or it is another one. */
export function ownProgramMissing({ found }: TrainingPayload, latest: RecordedProgram | null): string | null {
  if (found !== 'assignments') return null;
  if (latest) return latest.program.refused?.why ?? null;
  return 'its gradient is written by hand, and no single number that its variables lead to is read as the loss';
}
