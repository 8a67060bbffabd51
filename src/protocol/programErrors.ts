/** How a program can fail, in sentences; the codes are listed in docs/errors.md. */
import type { ProgramError } from './run.js';
import { codeOf, fill, type Value } from './told.js';

export const PROGRAM_SENTENCES = {
  'program-threw': 'The program threw: {0}',
  'program-threw/at': 'The program threw at {0}: {1}',
  'unhandled-rejection': 'A promise of the program was rejected and nothing handled it: {0}',
  'unhandled-rejection/at': 'A promise of the program was rejected and nothing handled it at {0}: {1}',
  'program-exit-code': 'The program ended itself with exit code {0}: look for process.exit or process.exitCode in it.',
  'program-syntax': 'The program cannot be read: {0}',
  'program-syntax/at': 'The program cannot be read at {0}: {1}',
  'module-missing': 'The program imports "{0}", which is not installed: run npm install in its folder.',
  'browser-program':
    'The program is written for the browser: it uses {0}, which Node does not have. Move the training into a file that needs no page, and train that.',
  'browser-program/at':
    'The program is written for the browser: it uses {1} at {0}, which Node does not have. Move the training into a file that needs no page, and train that.',
  'program-never-trains':
    'The program ended without training anything; of TensorFlow.js it called {0}. Check that it reaches model.fit, optimizer.minimize or another call that updates variables.',
  'program-never-trains/many':
    'The program ended without training anything; of TensorFlow.js it called {0} and {1} more. Check that it reaches model.fit, optimizer.minimize or another call that updates variables.',
  'program-never-trains/no-calls':
    'The program ended and never called TensorFlow.js: check that this is the file that trains.',
  'line-not-reached': 'The program ended and never trained at {0}: it trained at {1}.',
  'line-not-reached/nowhere': 'The program ended and never trained at {0}: check the line.',
  'gradlens-failed': 'Gradlens itself failed before the program ran: please report this with the lines of its error.',
  'gradlens-failed/started':
    'Gradlens itself failed and recorded nothing more, while the training went on: please report this with the lines of its error.',
  'stopped-by-force':
    'The program did not reach TensorFlow.js within a second and was ended by a signal: its exit handlers did not run.',
  'program-killed': 'The program was killed by {0}; everything up to its last finished step is recorded.',
  'program-killed/memory':
    'The program was killed by {0}; everything up to its last finished step is recorded. The system does that where memory runs out: try a smaller batch.',
  'program-killed/unseen': 'The program was killed by the system; everything up to its last finished step is recorded.',
  'script-runs-another-program':
    'The script "{0}" ended and never ran {1}: choose the program that it runs, or run the file itself.',
  'node-too-old':
    'This Node is too old to be watched: install Node 20.19, 22.12 or later, or set gradlens.nodePath to one.',
  'program-did-not-start':
    "The program's process ended with exit code {0} before Gradlens was ready: see what it printed.",
} as const;
export type ProgramSentence = keyof typeof PROGRAM_SENTENCES;

export interface Place {
  file: string | null;
  line: number | null;
}

export const NOWHERE: Place = { file: null, line: null };

export function programError(
  name: ProgramSentence,
  values: readonly Value[] = [],
  { file, line }: Place = NOWHERE,
  stack: string | null = null,
): ProgramError {
  const sentence = PROGRAM_SENTENCES[name];
  return { code: codeOf(name), message: fill(sentence, values), sentence, values: [...values], stack, file, line };
}

/** The sentence that names the place where the file is known, with the place as its first value. */
export function programErrorAt(
  name: 'program-threw' | 'unhandled-rejection' | 'program-syntax' | 'browser-program',
  what: string,
  place: Place,
  stack: string | null,
): ProgramError {
  const { file, line } = place;
  if (file === null) return programError(name, [what], place, stack);
  return programError(`${name}/at`, [line === null ? file : `${file}:${line}`, what], place, stack);
}
