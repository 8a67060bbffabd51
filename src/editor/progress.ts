/** Where the running session stands, as lenses and the status bar show it. */
import type { BackendName } from '../protocol/run.js';

export interface Progress {
  /** Folder of the run: another session has another. */
  run: string;
  state: 'starting' | 'running' | 'paused' | 'stopping';
  /** File and line of the training that was asked for. */
  file: string;
  line: number | null;
  step: number;
  /** Planned steps, where they are known. */
  total: number | null;
  loss: number | null;
  backend: BackendName | null;
}

/** How the last session on a line ended. */
export interface LastResult {
  steps: number;
  /** As JavaScript writes it: JSON has no NaN. */
  loss: string | null;
  outcome: 'ended' | 'stopped' | 'failed';
  /** Milliseconds since 1970. */
  endedAt: number;
}
