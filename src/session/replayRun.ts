/** Measures at a checkpoint of a run, in a process of its own on the user's Node. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { ReplayRequest } from '../protocol/settings.js';
import { replayFailed } from './errors.js';
import type { NodeExecutable } from './session.js';

/** Resolves when the records are in the run. @throws SessionError with the sentence of what went wrong. */
export function replayRun(
  { node, distribution }: { node: NodeExecutable; distribution: string },
  runDirectory: string,
  request: ReplayRequest,
): Promise<void> {
  const args = [join(distribution, 'trainer', 'replay.mjs'), runDirectory, JSON.stringify(request)];
  // As in the trainer's threads, nothing of the user's own options may reach it.
  const env = { ...process.env, ...node.env, NODE_OPTIONS: '' };
  return new Promise((resolve, reject) => {
    execFile(node.path, args, { env, windowsHide: true }, (error, _, stderr) => {
      if (!error) return resolve();
      const sentence = error.code === 2 ? stderr.trim() : `The replay failed: ${stderr.trim() || error.message}`;
      reject(replayFailed(sentence));
    });
  });
}
