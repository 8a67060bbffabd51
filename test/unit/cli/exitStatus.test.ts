import assert from 'node:assert/strict';
import type { FailOn } from '../../../src/cli/arguments/commands.js';
import { exitStatus } from '../../../src/cli/exitStatus.js';
import type { Severity } from '../../../src/protocol/records.js';
import type { ProgramError, RunOutcome } from '../../../src/protocol/run.js';

const outcome = (changes: Partial<RunOutcome>): RunOutcome => ({
  stopped: 'end',
  programExit: 0,
  signal: null,
  error: null,
  overhead: null,
  recordingStopped: null,
  ...changes,
});
const error = (code: string): ProgramError => ({ code, message: 'It failed.', stack: null, file: null, line: null });

describe('exitStatus', () => {
  const cases: [string, RunOutcome, Severity[], FailOn, number][] = [
    ['a healthy end', outcome({}), [], 'error', 0],
    ['an error found', outcome({}), ['warning', 'error'], 'error', 1],
    ['a warning, where errors count', outcome({}), ['warning', 'info'], 'error', 0],
    ['a warning, where warnings count', outcome({}), ['warning'], 'warning', 1],
    ['an information, where warnings count', outcome({}), ['info'], 'warning', 0],
    ['an error, where nothing counts', outcome({}), ['error'], 'never', 0],
    ['a program that exits with 4', outcome({ programExit: 4 }), [], 'error', 3],
    ['a killed program', outcome({ stopped: 'error', programExit: null, signal: 'SIGKILL' }), [], 'error', 3],
    ['a program that threw, with findings', outcome({ stopped: 'error', programExit: 1 }), ['error'], 'error', 3],
    ['an error that says so', outcome({ programExit: 1, error: error('program-threw') }), [], 'never', 3],
    ['a fault of ours', outcome({ error: error('gradlens-failed') }), [], 'never', 70],
    ['enough steps', outcome({ stopped: 'steps' }), [], 'error', 0],
    [
      'enough steps, ended by force',
      outcome({ stopped: 'steps', programExit: null, signal: 'SIGKILL' }),
      [],
      'error',
      0,
    ],
    ['enough steps, and a finding', outcome({ stopped: 'steps' }), ['error'], 'error', 1],
    ['a stop by the user', outcome({ stopped: 'user', programExit: null, signal: 'SIGINT' }), ['error'], 'error', 130],
    ['a program that never trains', outcome({ error: error('program-never-trains') }), [], 'error', 2],
    ['a line that is never reached', outcome({ error: error('line-not-reached') }), [], 'error', 2],
  ];
  for (const code of [
    'script-runs-another-program',
    'backend-unavailable',
    'backend-asynchronous',
    'backend-wrong-results',
    'tensorflow-not-installed',
    'node-missing',
    'node-too-old',
  ]) {
    cases.push([code, outcome({ stopped: 'error', programExit: null, error: error(code) }), [], 'error', 2]);
  }
  for (const [name, ended, severities, failOn, status] of cases) {
    it(`is ${status} for ${name}`, () => assert.equal(exitStatus(ended, severities, failOn), status));
  }
});
