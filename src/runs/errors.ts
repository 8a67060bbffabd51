/** What can be wrong with a run on disk: one factory an error, each with its code (docs/errors.md). */
import { RUN_SCHEMA } from '../protocol/run.js';
import { errorsOf } from '../protocol/told.js';

export const RUN_SENTENCES = {
  'run-missing': 'There is no run in {0}: a run is a folder with a run.json.',
  'run-damaged': 'The run.json of {0} cannot be read: delete the run or restore the file.',
  'run-too-new':
    'The run in {0} was written by a newer Gradlens (format {1}, this one reads up to {2}): update Gradlens.',
  'training-missing': 'The run has no training {0}.',
  'step-missing': 'Step {0} of training {1} is not recorded.',
  'step-damaged': 'Step {0} of training {1} cannot be read: the run is damaged there.',
  'checkpoint-missing': 'Training {0} has no checkpoint at step {1}: there are some at steps {2}.',
  'nothing-to-compare': 'There is only one training to compare: choose another run beside it.',
  'checkpoint-missing/none': 'Training {0} has no checkpoint.',
} as const;

const error = errorsOf(RUN_SENTENCES);

export const runMissing = (folder: string) => error('run-missing', folder);

export const runDamaged = (folder: string) => error('run-damaged', folder);

export const runTooNew = (folder: string, schema: number) => error('run-too-new', folder, schema, RUN_SCHEMA);

export const trainingMissing = (id: number) => error('training-missing', id);

export const stepMissing = (training: number, step: number) => error('step-missing', step, training);

export const stepDamaged = (training: number, step: number) => error('step-damaged', step, training);

export const nothingToCompare = () => error('nothing-to-compare');

export const checkpointMissing = (training: number, step: number, others: readonly number[]) =>
  others.length === 0
    ? error('checkpoint-missing/none', training)
    : error('checkpoint-missing', training, step, others.join(', '));
