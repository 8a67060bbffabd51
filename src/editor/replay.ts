/** Measures at a checkpoint of a recorded run, on the Node that programs of this workspace run on. */
import * as vscode from 'vscode';
import type { ReplayRequest } from '../protocol/settings.js';
import { settingsFor } from './settings.js';

export async function replay(distribution: string, runDirectory: string, request: ReplayRequest): Promise<void> {
  const [{ replayRun }, { findNode }] = await Promise.all([
    import('../session/replayRun.js'),
    import('../session/nodeExecutable.js'),
  ]);
  const { nodePath } = settingsFor(vscode.Uri.file(runDirectory));
  const node = findNode({
    setting: nodePath,
    own: process.execPath,
    env: process.env,
    platform: process.platform,
  });
  await replayRun({ node, distribution }, runDirectory, request);
}
