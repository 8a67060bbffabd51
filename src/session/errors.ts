/** What can be wrong before a program starts: one factory an error, each with its code (docs/errors.md). */

export class SessionError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'SessionError';
  }
}

export const programMissing = (file: string) =>
  new SessionError('program-missing', `There is no file ${file}: check the path.`);

export const programIsFolder = (file: string) =>
  new SessionError('program-is-folder', `${file} is a folder: name the file that Node runs.`);

export const scriptMissing = (script: string, packageFile: string, known: string[]) =>
  new SessionError(
    'script-missing',
    `${packageFile} has no script "${script}": ${known.length > 0 ? `it has ${known.join(', ')}.` : 'it has no scripts.'}`,
  );

export const packageMissing = (file: string) =>
  new SessionError(
    'package-missing',
    `No package.json was found above ${file}: run the program without a script name.`,
  );

export const nodeMissing = (path: string) =>
  new SessionError(
    'node-missing',
    `Node could not be started (${path}): install Node 20 or later, or set gradlens.nodePath to it.`,
  );

export const runFolderNotWritable = (folder: string, reason: string) =>
  new SessionError(
    'run-folder-not-writable',
    `The run cannot be written to ${folder} (${reason}): choose another folder or make it writable.`,
  );

export const conditionNotUnderstood = (sentence: string) => new SessionError('condition-not-understood', sentence);

export const trainerUnreachable = () =>
  new SessionError('trainer-unreachable', 'The program has ended: nothing can be paused or resumed any more.');

export const replayFailed = (sentence: string) => new SessionError('replay-failed', sentence);

export const notMeasured = (sentence: string) => new SessionError('not-measured', sentence);
