/** How a run ended, put together from what the trainer left in `run.json` and from how its process went. */
import { fileURLToPath } from 'node:url';
import { NOWHERE, programError, programErrorAt } from '../protocol/programErrors.js';
import type { ProgramError, ProgramInfo, RunInfo, RunOutcome } from '../protocol/run.js';
import { readRunFile, writeRunFile } from '../runs/runFile.js';

export interface ProcessEnd {
  code: number | null;
  signal: string | null;
  /** We asked it to stop and had to signal it. */
  forced: boolean;
  /** What the trainer told before it went, where it could not write it down any more. */
  told: { started: boolean; error: ProgramError | null; recordingStopped: string | null };
  /** The process could not be started. */
  refused: ProgramError | null;
  /** The end of what the program wrote to stderr. */
  stderr: string;
}

/** Histograms are written a few at a time, steps each as it closes. */
const HISTOGRAMS_LOST =
  'The process was gone before it could end the run: the last histograms may be missing; no step is.';

/** Completes `run.json`: the trainer wrote its own view when it exited, and nothing where it was killed. */
export function closeRun(runDirectory: string, program: ProgramInfo, end: ProcessEnd): RunOutcome {
  const info = readInfo(runDirectory);
  const outcome = judge(info?.outcome ?? null, program, end);
  if (!info) return outcome;
  try {
    const thinned =
      info.outcome === null && end.told.started ? [...(info.thinned ?? []), HISTOGRAMS_LOST] : info.thinned;
    const closed = { ...info, outcome, endedAt: info.endedAt ?? Date.now(), control: null };
    writeRunFile(runDirectory, thinned ? { ...closed, thinned } : closed);
  } catch {
    // A full disk: the outcome is still told to those who wait for it.
  }
  return outcome;
}

/** Null where somebody has removed or spoiled the run while the program ran. */
function readInfo(runDirectory: string): RunInfo | null {
  try {
    return readRunFile(runDirectory);
  } catch {
    return null;
  }
}

function judge(left: RunOutcome | null, program: ProgramInfo, end: ProcessEnd): RunOutcome {
  // The trainer refused to run the program: the exit code is not the program's.
  if (left?.error && left.programExit === null) return left;
  if (left) {
    const programExit = end.code ?? left.programExit;
    const failed = left.stopped === 'end' && programExit !== 0;
    const error = left.error?.code === 'program-syntax' ? located(left.error, end.stderr) : left.error;
    return { ...left, error, programExit, signal: end.signal, stopped: failed ? 'error' : left.stopped };
  }
  const { started, error, recordingStopped } = end.told;
  const bare = { programExit: end.code, signal: end.signal, overhead: null, recordingStopped };
  if (end.forced) return { ...bare, stopped: 'user', error: stoppedByForce() };
  if (end.refused) return { ...bare, stopped: 'error', error: end.refused };
  // Seen from a window that did not start it: gone, and nothing tells how.
  if (end.code === null && end.signal === null) return { ...bare, stopped: 'error', error: killed(null) };
  if (started && end.signal === null) return { ...bare, error, stopped: error || end.code !== 0 ? 'error' : 'end' };
  if (end.code === 0 && program.script !== null) return { ...bare, stopped: 'end', error: otherProgram(program) };
  // Node's own answer to an option that it does not know.
  if (/bad option: --import/.test(end.stderr)) return { ...bare, stopped: 'error', error: nodeTooOld(end.stderr) };
  return { ...bare, stopped: 'error', error: end.signal ? killed(end.signal) : diedEarly(end) };
}

/** The error object of a module does not know its place; what Node prints above it does. */
function located(error: ProgramError, stderr: string): ProgramError {
  const header = /^((?:file:\/\/|\/|[A-Za-z]:\\).*):(\d+)$/m.exec(stderr);
  if (error.line !== null || !header) return error;
  const file = header[1]!.startsWith('file:') ? fileURLToPath(header[1]!) : header[1]!;
  const line = Number(header[2]);
  const stack = stderr.slice(header.index).replace(/\n\nNode\.js v[\s\S]*$/, '');
  return programErrorAt('program-syntax', String(error.values?.[0] ?? error.message), { file, line }, stack);
}

export const stoppedByForce = () => programError('stopped-by-force');

/** Signal null: seen from a window that did not start it. */
export function killed(signal: string | null): ProgramError {
  if (signal === null) return programError('program-killed/unseen');
  return programError(signal === 'SIGKILL' ? 'program-killed/memory' : 'program-killed', [signal]);
}

/** A script ended and none of its processes was the program. */
const otherProgram = ({ script, file }: ProgramInfo) =>
  programError('script-runs-another-program', [String(script), file], { file, line: null });

const nodeTooOld = (stderr: string) => programError('node-too-old', [], NOWHERE, stderr);

const diedEarly = ({ code, stderr }: ProcessEnd) =>
  programError('program-did-not-start', [String(code)], NOWHERE, stderr === '' ? null : stderr);
