/** Runs a program through the real child process and hands back everything that a session tells. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrainerState } from '../../../src/protocol/control.js';
import type { BackendInfo, ProgramError, RunOutcome } from '../../../src/protocol/run.js';
import type { RunRecord } from '../../../src/protocol/records.js';
import type { Session, SessionOptions } from '../../../src/session/session.js';
import { startSession } from '../../../src/session/startSession.js';
import { readRecords } from './readRecords.js';

export const root = join(import.meta.dirname, '..', '..', '..');
export const programs = join(root, 'test', 'trainer', 'programs');
export const program = (name: string) => join(programs, name);

const made: string[] = [];
process.on('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});
/** A folder that is gone after the tests. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gradlens-test-'));
  made.push(folder);
  return folder;
}

export type Options = Partial<SessionOptions>;

export function start(file: string, options: Options = {}): Session {
  return startSession({
    file,
    ...(options.script ? {} : { cwd: root }),
    node: { path: process.execPath, env: {} },
    distribution: join(root, 'dist'),
    gradlens: '0.1.0',
    runDirectory: join(temporaryFolder(), 'run'),
    // Programs of the tests compute little: the reference backend starts faster and gives plain node's numbers.
    backend: 'cpu',
    ...options,
  });
}

export interface Ran {
  outcome: RunOutcome;
  stdout: string;
  stderr: string;
  errors: ProgramError[];
  states: TrainerState[];
  backend: BackendInfo | null;
  records: RunRecord[];
  /** Step numbers recorded, in order. */
  steps: number[];
  runDirectory: string;
}

/** Everything of a session, once it has ended. */
export async function collect(session: Session): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const errors: ProgramError[] = [];
  const states: TrainerState[] = [];
  session.on('stdout', (text) => (stdout += text));
  session.on('stderr', (text) => (stderr += text));
  session.on('error', (error) => errors.push(error));
  session.on('state', (state) => states.push(state));
  const outcome = await session.ended;
  const { runDirectory, backend } = session;
  const records = readRecords(runDirectory);
  const steps = records.filter(({ kind }) => kind === 'step').map(({ step }) => step);
  return { outcome, stdout, stderr, errors, states, backend, records, steps, runDirectory };
}

export const run = (file: string, options: Options = {}) => collect(start(file, options));

/** Plain `node FILE`, as the user runs it. */
export function plain(file: string, args: string[] = [], node: string[] = []) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...node, file, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, signal, stdout, stderr };
}

/** Resolves when a session tells a state that fits. */
export function reaches(session: Session, fits: (state: TrainerState) => boolean): Promise<TrainerState> {
  return new Promise((resolve, reject) => {
    if (fits(session.state)) return resolve(session.state);
    session.on('state', (state) => fits(state) && resolve(state));
    session.on('exit', (outcome) => reject(new Error(`the program ended: ${JSON.stringify(outcome)}`)));
    return undefined;
  });
}
