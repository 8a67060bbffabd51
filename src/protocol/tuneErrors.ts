/** What can end the run of one value of λ, beside the program itself (docs/errors.md). */
import { errorsOf } from './told.js';

export const TUNE_JOB_SENTENCES = {
  'lambda-moved': '{0} was changed while λ was tuned: save it and tune again.',
  'fold-too-small': '{0} samples cannot be split into {1} folds: give --folds {0} or fewer.',
  'fold-too-small/few':
    'The program gives {0} samples to fit, too few to leave any out: tune with --folds 0 and validation data of its own.',
} as const;

const error = errorsOf(TUNE_JOB_SENTENCES);

export const lambdaMoved = (file: string) => error('lambda-moved', file);

export const foldTooSmall = (samples: number, folds: number) =>
  samples < 2 ? error('fold-too-small/few', samples) : error('fold-too-small', samples, folds);
