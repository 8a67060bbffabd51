/** What the two threads of a trainer tell each other beside the flags. */
import type { MessagePort } from 'node:worker_threads';
import type { FromTrainer, PauseReason } from '../protocol/control.js';

/** Given to the control thread when it starts. */
export interface ControlThreadData {
  flags: Int32Array;
  socket: string;
  token: string;
  runDirectory: string;
  graceSeconds: number;
  pauseWhen: string | null;
  mailbox: MessagePort;
  /** To the curvature thread, once it has started. */
  measuring: MessagePort;
}

/** From the program's thread to the control thread. */
export type ToControlThread =
  | Exclude<FromTrainer, { type: 'welcome' | 'taken' | 'measured' | 'state' }>
  /** The curvature thread has started. */
  | { type: 'measuring' }
  | { type: 'variables'; names: string[] }
  | { type: 'standing'; state: 'running' | 'paused' | 'stopping'; pause: PauseReason | null };

/** From the control thread to the program's thread, read synchronously by the hooks. */
export interface ToProgramThread {
  type: 'pauseWhen';
  condition: string | null;
}
