/** How a program can fail, as the trainer sees it: one factory an error (docs/errors.md). */
import type { FindingPayload } from '../protocol/records.js';
import { NOWHERE, programError, programErrorAt, type Place } from '../protocol/programErrors.js';
import type { ProgramError } from '../protocol/run.js';
import { CodedError } from '../protocol/told.js';

export const programThrew = (summary: string, stack: string, place: Place) =>
  programErrorAt('program-threw', summary, place, stack);

export const unhandledRejection = (summary: string, stack: string, place: Place) =>
  programErrorAt('unhandled-rejection', summary, place, stack);

export const programExited = (code: number) => programError('program-exit-code', [code]);

export const syntaxError = (summary: string, stack: string, place: Place) =>
  programErrorAt('program-syntax', summary, place, stack);

export const moduleMissing = (specifier: string, stack: string, place: Place) =>
  programError('module-missing', [specifier], place, stack);

export const browserProgram = (name: string, stack: string, place: Place) =>
  programErrorAt('browser-program', name, place, stack);

const MOST_CALLS = 6;

export function neverTrains(kernels: string[]): ProgramError {
  if (kernels.length === 0) return programError('program-never-trains/no-calls');
  // Kernels under the names of their functions, as far as there is one for each.
  const names = kernels.map(
    (kernel) => `tf.${kernel.replace(/^_?Fused/, 'fused.').replace(/^[A-Z]/, (c) => c.toLowerCase())}`,
  );
  const shown = names.slice(0, MOST_CALLS).join(', ');
  const more = names.length - MOST_CALLS;
  return more > 0
    ? programError('program-never-trains/many', [shown, more])
    : programError('program-never-trains', [shown]);
}

export function lineNotReached(file: string, line: number, others: string[]): ProgramError {
  const asked = `${file}:${line}`;
  return others.length === 0
    ? programError('line-not-reached/nowhere', [asked], { file, line })
    : programError('line-not-reached', [asked, others.join(', ')], { file, line });
}

/** A fault of ours, before the program ran or while it was watched. */
export function gradlensFailed(fault: unknown, started: boolean): ProgramError {
  const stack = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  return programError(started ? 'gradlens-failed/started' : 'gradlens-failed', [], NOWHERE, stack);
}

/** Errors of the ladder, and of packages that throw while they load, keep their codes and sentences. */
export function notStarted(error: { code: string; message: string }): ProgramError {
  const { code, message } = error;
  const words = error instanceof CodedError ? { sentence: error.sentence, values: [...error.values] } : {};
  return { code, message, ...words, stack: null, file: null, line: null };
}

/** A rule threw: it says nothing more in this run, and training goes on. */
export function ruleFailed(rule: string, error: unknown): Omit<FindingPayload, 'id'> {
  return {
    ...{ rule, family: 'gradlens', severity: 'info', layer: null, variable: null, file: null, line: null },
    message: `The rule ${rule} failed and is off for the rest of this run: ${error instanceof Error ? error.message : String(error)}`,
    evidence: { stack: error instanceof Error ? (error.stack ?? null) : null },
    advice: 'This is a fault of Gradlens: please report it with this message.',
    ...{ consequences: [], causedBy: null, count: 1 },
  };
}
