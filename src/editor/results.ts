/** How the last session of each training call ended: what its lens says while nothing runs. */
import type * as vscode from 'vscode';
import type { RunOutcome } from '../protocol/run.js';
import type { LastResult } from './progress.js';

const MEMORY = 'gradlens.results';
/** The oldest are forgotten beyond so many. */
const MOST_RESULTS = 200;

/** A training call, named by its file and its key there. */
export interface CallName {
  file: string;
  key: string;
}

export interface EndedSession {
  step: number;
  loss: number | null;
  outcome: RunOutcome;
  endedAt: number;
}

export interface Results {
  of(call: CallName): LastResult | null;
  remember(call: CallName, ended: EndedSession): Promise<void>;
}

export function createResults(memory: vscode.Memento): Results {
  const nameOf = ({ file, key }: CallName) => `${file}\n${key}`;
  const all = () => memory.get<Record<string, LastResult>>(MEMORY, {});
  return {
    of: (call) => all()[nameOf(call)] ?? null,
    async remember(call, { step, loss, outcome: { stopped }, endedAt }) {
      const outcome = stopped === 'error' ? 'failed' : stopped === 'user' ? 'stopped' : 'ended';
      // A Memento is JSON: NaN and the infinities travel as words.
      const result: LastResult = { steps: step, loss: loss === null ? null : String(loss), outcome, endedAt };
      const entries = Object.entries({ ...all(), [nameOf(call)]: result });
      entries.sort(([, a], [, b]) => b.endedAt - a.endedAt);
      await memory.update(MEMORY, Object.fromEntries(entries.slice(0, MOST_RESULTS)));
    },
  };
}
