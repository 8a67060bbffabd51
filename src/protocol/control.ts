/**
 * Messages between the host (or the command line) and a trainer's control thread, over its local socket:
 * one JSON object a line, in both directions. The first message of the host is `hello` with the token of run.json;
 * a wrong token, or anything that is not one of these messages, closes the connection.
 */
import type { BackendInfo, ProgramError } from './run.js';

export type ToTrainer =
  /** Opens the conversation. */
  | { type: 'hello'; token: string }
  /** Pause before the update of the next step. */
  | { type: 'pause' }
  | { type: 'resume' }
  /** From a pause: run `count` steps of training `training` (null: any) and pause again. */
  | { type: 'step'; count: number; training: number | null }
  /** End the program at its next hook. */
  | { type: 'stop' }
  /** Pause where the condition holds; null removes it. The answer is `pauseWhen`. */
  | { type: 'pauseWhen'; condition: string | null };

export type FromTrainer =
  /** Answer to `hello`: everything a host that attaches late must know. */
  | { type: 'welcome'; pid: number; runDirectory: string; state: TrainerState; backend: BackendInfo | null }
  /** The trainer entered another phase of its start. */
  | { type: 'phase'; phase: TrainerPhase; milliseconds: number }
  | { type: 'backend'; backend: BackendInfo }
  | { type: 'state'; state: TrainerState }
  /** The condition was taken (error null) or not understood. */
  | { type: 'pauseWhen'; condition: string | null; error: string | null }
  /** Recording ended before the program (disk full, size limit): one sentence. */
  | { type: 'recordingStopped'; reason: string }
  /** The program failed; the process ends after this. */
  | { type: 'error'; error: ProgramError };

export type TrainerPhase = 'starting' | 'tensorflow' | 'backend' | 'program' | 'training';

export interface TrainerState {
  state: 'starting' | 'running' | 'paused' | 'stopping';
  training: number;
  /** Last closed step of that training. */
  step: number;
  pause: PauseReason | null;
}

export interface PauseReason {
  by: 'user' | 'step' | 'condition';
  condition: string | null;
  /** The value that met the condition, and the one at the step before (null: there was none). */
  value: number | null;
  previous: number | null;
}
