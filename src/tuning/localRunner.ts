/** Jobs as processes of this machine, each with a process group of its own. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { signalTree } from '../session/processTree.js';
import type { Job, JobEnd, Runner } from './runner.js';

export const localRunner: Runner = { run };

function run(job: Job, signal: AbortSignal): Promise<JobEnd> {
  signal.throwIfAborted();
  const log = openSync(job.log, 'w');
  const child = spawn(job.command, job.args, {
    cwd: job.cwd,
    env: { ...process.env, ...job.env },
    stdio: ['ignore', log, log],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(log);
  // Nothing is lost: what a job has to tell, it tells at its end.
  const end = () => signalTree(child.pid ?? 0, 'SIGKILL');
  signal.addEventListener('abort', end);
  return new Promise((resolve, reject) => {
    const settle = (code: number | null) => {
      signal.removeEventListener('abort', end);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve({ result: readJson(job.result), code, output: lastText(job.log) });
    };
    child.on('error', () => settle(null));
    child.on('exit', settle);
  });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}

const LAST_TEXT = 4096;
function lastText(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-LAST_TEXT);
  } catch {
    return '';
  }
}
