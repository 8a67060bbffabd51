/** Which session this window ran last. */
import type * as vscode from 'vscode';
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

export function lastSession(memory: vscode.Memento): LastSession | null {
  return memory.get<LastSession | null>(MEMORY, null);
}

export function createSessionMemory(memory: vscode.Memento): SessionMemory {
  const last = () => lastSession(memory);
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
