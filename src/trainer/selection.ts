/** Which training the user asked for by FILE:LINE. */
import { resolve } from 'node:path';
import type { TrainingPayload } from '../protocol/records.js';
import type { TrainerSettings } from '../protocol/settings.js';

/** Without a line, the first training; with one, the training whose call lies in the statement on that line. */
export function isSelectedTraining(settings: TrainerSettings, id: number, training: TrainingPayload): boolean {
  const { program, lineEnd } = settings;
  if (program.line === null) return id === 0;
  if (training.file === null || training.line === null) return false;
  if (resolve(training.file) !== resolve(program.lineFile ?? program.file)) return false;
  return training.line >= program.line && training.line <= (lineEnd ?? program.line);
}
