/** How a program can fail, for people: one factory an error, each with its code (docs/errors.md). */
import type { FindingPayload } from '../protocol/records.js';
import type { ProgramError } from '../protocol/run.js';

interface Place {
  file: string | null;
  line: number | null;
}
const at = ({ file, line }: Place) => (file === null ? '' : ` at ${file}${line === null ? '' : `:${line}`}`);
const nowhere: Place = { file: null, line: null };

export const programThrew = (summary: string, stack: string, place: Place): ProgramError => ({
  code: 'program-threw',
  message: `The program threw${at(place)}: ${summary}`,
  stack,
  ...place,
});

export const unhandledRejection = (summary: string, stack: string, place: Place): ProgramError => ({
  code: 'unhandled-rejection',
  message: `A promise of the program was rejected and nothing handled it${at(place)}: ${summary}`,
  stack,
  ...place,
});

export const programExited = (code: number): ProgramError => ({
  code: 'program-exit-code',
  message: `The program ended itself with exit code ${String(code)}: look for process.exit or process.exitCode in it.`,
  stack: null,
  ...nowhere,
});

export const syntaxError = (summary: string, stack: string, place: Place): ProgramError => ({
  code: 'program-syntax',
  message: `The program cannot be read${at(place)}: ${summary}`,
  stack,
  ...place,
});

export const moduleMissing = (specifier: string, stack: string, place: Place): ProgramError => ({
  code: 'module-missing',
  message: `The program imports "${specifier}", which is not installed: run npm install in its folder.`,
  stack,
  ...place,
});

export const browserProgram = (name: string, stack: string, place: Place): ProgramError => ({
  code: 'browser-program',
  message:
    `The program is written for the browser: it uses ${name}${at(place)}, which Node does not have. ` +
    'Move the training into a file that needs no page, and train that.',
  stack,
  ...place,
});

/** Kernels under the names of their functions, as far as there is one for each. */
const list = (kernels: string[]) => {
  const names = kernels.map(
    (kernel) => `tf.${kernel.replace(/^_?Fused/, 'fused.').replace(/^[A-Z]/, (c) => c.toLowerCase())}`,
  );
  const shown = names.slice(0, MOST_CALLS).join(', ');
  return names.length > MOST_CALLS ? `${shown} and ${String(names.length - MOST_CALLS)} more` : shown;
};
const MOST_CALLS = 6;

export const neverTrains = (calls: string[]): ProgramError => ({
  code: 'program-never-trains',
  message:
    calls.length === 0
      ? 'The program ended and never called TensorFlow.js: check that this is the file that trains.'
      : `The program ended without training anything; of TensorFlow.js it called ${list(calls)}. ` +
        'Check that it reaches model.fit, optimizer.minimize or another call that updates variables.',
  stack: null,
  ...nowhere,
});

export const lineNotReached = (file: string, line: number, others: string[]): ProgramError => ({
  code: 'line-not-reached',
  message:
    `The program ended and never trained at ${file}:${line}: ` +
    (others.length === 0 ? 'check the line.' : `it trained at ${others.join(', ')}.`),
  stack: null,
  file,
  line,
});

/** A fault of ours, before the program ran or while it was watched. */
export const gradlensFailed = (fault: unknown, started: boolean): ProgramError => ({
  code: 'gradlens-failed',
  message: started
    ? 'Gradlens itself failed and recorded nothing more, while the training went on: please report this with the lines of its error.'
    : 'Gradlens itself failed before the program ran: please report this with the lines of its error.',
  stack: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
  ...nowhere,
});

/** Errors of the ladder, and of packages that throw while they load, keep their codes and sentences. */
export const notStarted = ({ code, message }: { code: string; message: string }): ProgramError => ({
  code,
  message,
  stack: null,
  ...nowhere,
});

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
