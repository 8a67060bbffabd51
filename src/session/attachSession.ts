/** Finds a program again that an earlier window started. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRunFile } from '../runs/runFile.js';
import { closeRun, type ProcessEnd } from './outcome.js';
import { isAlive } from './processTree.js';
import type { Session } from './session.js';
import { STDERR_FILE, supervise } from './supervise.js';

const LOOK_EVERY = 200;

/** Null where the run has ended; a run whose trainer died without a word is closed here. */
export async function attachSession(runDirectory: string): Promise<Session | null> {
  const { control, program, outcome } = readRunFile(runDirectory);
  if (!control) return null;
  const close = (forced: boolean, told: ProcessEnd['told']) =>
    closeRun(runDirectory, program, {
      code: null,
      signal: null,
      forced,
      told,
      refused: null,
      stderr: stderrOf(runDirectory),
    });
  if (outcome || !isAlive(control.pid)) {
    close(false, { started: true, error: null, recordingStopped: null });
    return null;
  }
  const { session, gone, welcomed } = supervise({
    runDirectory,
    program,
    ...control,
    isAlive: () => isAlive(control.pid),
    outcome: close,
  });
  // Not our child: its end shows only in the process table.
  const timer = setInterval(() => {
    if (isAlive(control.pid)) return;
    clearInterval(timer);
    gone();
  }, LOOK_EVERY);
  if (await welcomed) return session;
  clearInterval(timer);
  gone();
  return null;
}

function stderrOf(runDirectory: string): string {
  try {
    return readFileSync(join(runDirectory, STDERR_FILE), 'utf8');
  } catch {
    return '';
  }
}
