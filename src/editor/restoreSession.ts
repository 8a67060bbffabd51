/** After a reload the window's last session is found again, or its run is shown. */
import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import { attachSession } from '../session/attachSession.js';
import type { SessionMemory } from './sessionMemory.js';
import type { Sessions } from './sessions.js';

interface RunShower {
  showRun(directory: string): void;
}

export async function restoreSession(
  memory: SessionMemory,
  sessions: Sessions,
  inspector: RunShower,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const last = memory.last();
  if (!last || sessions.live || !existsSync(last.directory)) return;
  try {
    const session = last.running ? await attachSession(last.directory) : null;
    if (session && !sessions.live) sessions.adopt(session);
    else if (!sessions.live) inspector.showRun(last.directory);
  } catch (error) {
    log.warn(`session-not-restored: ${last.directory}`, (error as Error).message);
  }
}
