/** What can be wrong before a program starts, and while it is steered: one factory an error (docs/errors.md). */
import { errorsOf } from '../protocol/told.js';

export const SESSION_SENTENCES = {
  'program-missing': 'There is no file {0}: check the path.',
  'program-is-folder': '{0} is a folder: name the file that Node runs.',
  'script-missing': '{1} has no script "{0}": it has {2}.',
  'script-missing/none': '{1} has no script "{0}": it has no scripts.',
  'package-missing': 'No package.json was found above {0}: run the program without a script name.',
  'node-missing': 'Node could not be started ({0}): install Node 20 or later, or set gradlens.nodePath to it.',
  'run-folder-not-writable': 'The run cannot be written to {0} ({1}): choose another folder or make it writable.',
  'condition-not-understood': '{0}',
  'trainer-unreachable': 'The program has ended: nothing can be paused or resumed any more.',
  'trainer-message-malformed':
    'The program sent a message that Gradlens does not understand: the connection was renewed, and nothing that was recorded is lost.',
  'connection-renewed':
    'The connection to the program was renewed before it confirmed the step: step again if it did not.',
  'trainer-misunderstood':
    'Gradlens does not understand what the program tells: it goes on and is recorded, but can only be stopped from here.',
  'replay-failed': '{0}',
  'not-measured': '{0}',
} as const;

const error = errorsOf(SESSION_SENTENCES);

export const programMissing = (file: string) => error('program-missing', file);

export const programIsFolder = (file: string) => error('program-is-folder', file);

export const scriptMissing = (script: string, packageFile: string, known: string[]) =>
  known.length > 0
    ? error('script-missing', script, packageFile, known.join(', '))
    : error('script-missing/none', script, packageFile);

export const packageMissing = (file: string) => error('package-missing', file);

export const nodeMissing = (path: string) => error('node-missing', path);

export const runFolderNotWritable = (folder: string, reason: string) =>
  error('run-folder-not-writable', folder, reason);

/** The parser's own sentence. */
export const conditionNotUnderstood = (sentence: string) => error('condition-not-understood', sentence);

export const trainerUnreachable = () => error('trainer-unreachable');

/** A message was none of the trainer's. */
export const trainerMessageMalformed = () => error('trainer-message-malformed');

/** A step was asked for on a connection that broke before the answer: whether it was taken is not known. */
export const connectionRenewed = () => error('connection-renewed');

/** One connection after the other brought only what is none of the trainer's messages: it is given up. */
export const trainerMisunderstood = () => error('trainer-misunderstood');

export const replayFailed = (sentence: string) => error('replay-failed', sentence);

export const notMeasured = (sentence: string) => error('not-measured', sentence);
