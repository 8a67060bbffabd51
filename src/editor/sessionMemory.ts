/** Which session this window ran last: after a reload it is found again, or its run is shown. */
import { existsSync } from 'node:fs';
import type * as vscode from 'vscode';
import type { Sessions } from './sessions.js';
import type { LensTarget } from './trainingLenses.js';

const MEMORY = 'gradlens.session';

interface LastSession {
  directory: string;
  target: LensTarget | null;
  running: boolean;
}

export interface SessionMemory {
  /** The lens from which the next session starts. */
  aim(target: LensTarget | null): void;
  began(directory: string): Promise<void>;
  ended(): Promise<void>;
  target(): LensTarget | null;
  last(): LastSession | null;
}

export function createSessionMemory(memory: vscode.Memento): SessionMemory {
  const last = () => memory.get<LastSession | null>(MEMORY, null);
  let aimed: LensTarget | null = last()?.target ?? null;
  return {
    aim: (target) => (aimed = target),
    began: async (directory) => memory.update(MEMORY, { directory, target: aimed, running: true }),
    async ended() {
      const known = last();
      if (known) await memory.update(MEMORY, { ...known, running: false });
    },
    target: () => aimed,
    last,
  };
}

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
    const { attachSession } = await import('../session/attachSession.js');
    const session = last.running ? await attachSession(last.directory) : null;
    if (session && !sessions.live) sessions.adopt(session);
    else if (!sessions.live) inspector.showRun(last.directory);
  } catch (error) {
    log.warn(`session-not-restored: ${last.directory}`, (error as Error).message);
  }
}
