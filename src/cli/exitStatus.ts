import type { RunOutcome } from '../protocol/run.js';
import type { Severity } from '../protocol/records.js';
import type { FailOn } from './arguments/commands.js';

export const EXIT = { healthy: 0, finding: 1, wrongUse: 2, programFailed: 3, ourFault: 70, user: 130 } as const;

/** Errors that say that the wrong thing was asked for: the program did not run, or is the wrong one to train. */
export const WRONG_USE_ERRORS: readonly string[] = [
  'program-never-trains',
  'line-not-reached',
  'script-runs-another-program',
  'backend-unavailable',
  'backend-asynchronous',
  'backend-wrong-results',
  'tensorflow-not-installed',
  'node-missing',
  'node-too-old',
];

/**
 * What `gradlens train` ends with. A stop by the user beats all; wrong use beats a failed program, which beats findings.
 * A program that was ended on purpose (`steps`) did not fail, whatever its exit code.
 */
export function exitStatus(outcome: RunOutcome, severities: readonly Severity[], failOn: FailOn): number {
  if (outcome.stopped === 'user') return EXIT.user;
  if (outcome.error && WRONG_USE_ERRORS.includes(outcome.error.code)) return EXIT.wrongUse;
  if (outcome.error?.code === 'gradlens-failed') return EXIT.ourFault;
  if (failed(outcome)) return EXIT.programFailed;
  const counted: readonly Severity[] =
    failOn === 'error' ? ['error'] : failOn === 'warning' ? ['error', 'warning'] : [];
  return severities.some((severity) => counted.includes(severity)) ? EXIT.finding : EXIT.healthy;
}

const failed = ({ stopped, error, programExit, signal }: RunOutcome) =>
  stopped === 'error' || error !== null || (stopped === 'end' && (programExit !== 0 || signal !== null));
