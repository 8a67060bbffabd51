/** What can keep a λ from being tuned: one factory an error (docs/errors.md). */
import { errorsOf } from '../protocol/told.js';

export const TUNING_SENTENCES = {
  'lambda-missing': '{0} has no λ that could be tuned: name a number of it with --lambda NAME.',
  'lambda-missing/line': '{0} has no λ at line {1}: it has {2}.',
  'lambda-missing/nameless': '{0} has no λ at line {1}: name a number of the file with --lambda NAME.',
  'lambda-missing/named': '{0} has no number named {1}: name a constant or an option that is given a number.',
  'lambda-ambiguous': '{0} has several: {1}. Say which with {0}:LINE or --lambda NAME.',
  'lambda-not-literal':
    'The λ "{0}" at {1}:{2} is not a number in the text ({3}): give it a constant of its own, const lambda = 0.01, and name it with --lambda lambda.',
  'lambda-not-loaded': '{0} does not load {1}, in which the λ stands: tune it from a program that does.',
  'no-fit-data':
    'The program gives no tensors to fit, so there are no folds to make: leave --folds out, and its own validation is taken.',
  'no-validation':
    'The program reports no {0} of a validation: give validationData to fit, or report it with gradlens.metric("val_{0}", value).',
  'no-validation/others':
    'The program reports no {0} of a validation, only {1}: name one with --metric, or report it with gradlens.metric("val_{0}", value).',
} as const;

const error = errorsOf(TUNING_SENTENCES);

export const lambdaMissing = (file: string) => error('lambda-missing', file);

export const lambdaMissingAt = (file: string, line: number, others: string) =>
  others === '' ? error('lambda-missing/nameless', file, line) : error('lambda-missing/line', file, line, others);

export const lambdaNotNamed = (file: string, name: string) => error('lambda-missing/named', file, name);

export const lambdaAmbiguous = (file: string, candidates: string) => error('lambda-ambiguous', file, candidates);

export const lambdaNotLiteral = (name: string, file: string, line: number, text: string) =>
  error('lambda-not-literal', name, file, line, text);

export const lambdaNotLoaded = (program: string, file: string) => error('lambda-not-loaded', program, file);

export const noFitData = () => error('no-fit-data');

export const noValidation = (metric: string, reported: string[]) =>
  reported.length === 0 ? error('no-validation', metric) : error('no-validation/others', metric, reported.join(', '));
