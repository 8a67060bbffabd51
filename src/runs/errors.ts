/** What can be wrong with a run: one factory an error, each with its code (docs/errors.md). */
import { RUN_SCHEMA } from '../protocol/run.js';

export class RunError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'RunError';
  }
}

export const runMissing = (folder: string) =>
  new RunError('run-missing', `There is no run in ${folder}: a run is a folder with a run.json.`);

export const runDamaged = (folder: string) =>
  new RunError('run-damaged', `The run.json of ${folder} cannot be read: delete the run or restore the file.`);

export const runTooNew = (folder: string, schema: number) =>
  new RunError(
    'run-too-new',
    `The run in ${folder} was written by a newer Gradlens (format ${schema}, this one reads up to ${RUN_SCHEMA}): update Gradlens.`,
  );

export const trainingMissing = (id: number) => new RunError('training-missing', `The run has no training ${id}.`);

export const stepMissing = (training: number, step: number) =>
  new RunError('step-missing', `Step ${step} of training ${training} is not recorded.`);

export const stepDamaged = (training: number, step: number) =>
  new RunError('step-damaged', `Step ${step} of training ${training} cannot be read: the run is damaged there.`);

export function checkpointMissing(training: number, step: number, others: readonly number[]): RunError {
  const known = others.length === 0 ? 'it has none' : `there are some at steps ${others.join(', ')}`;
  return new RunError('checkpoint-missing', `Training ${training} has no checkpoint at step ${step}: ${known}.`);
}
