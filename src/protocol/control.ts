/**
 * Messages between the host (or the command line) and a trainer's control thread, over its local socket:
 * one JSON object a line, in both directions. The first message of the host is `hello` with the token of run.json;
 * a wrong token, or anything that is not one of these messages, closes the connection.
 */
import { MEASUREMENTS, type Measurement } from './curvature.js';
import type { BackendInfo, ProgramError } from './run.js';

export type ToTrainer =
  /** Opens the conversation. */
  | { type: 'hello'; token: string }
  /** Pause before the update of the next step. The answer is `taken`: from then on no step is recorded. */
  | { type: 'pause'; request: number }
  | { type: 'resume'; request: number }
  /** From a pause: run `count` steps of training `training` (null: any) and pause again. */
  | { type: 'step'; request: number; count: number; training: number | null }
  /** End the program at its next hook. */
  | { type: 'stop'; request: number }
  /** Pause where the condition holds; null removes it. The answer is `pauseWhen`. */
  | { type: 'pauseWhen'; request: number; condition: string | null }
  /** Measure at the newest weights, running or paused. The answer is `measured`, when its record is on disk. */
  | { type: 'measure'; request: number; training: number; what: Measurement };

export type FromTrainer =
  /** Answer to `hello`: everything a host that attaches late must know. */
  | {
      type: 'welcome';
      pid: number;
      runDirectory: string;
      state: TrainerState;
      backend: BackendInfo | null;
      phases: PhaseMark[];
      pauseWhen: string | null;
      recordingStopped: string | null;
    }
  /** The trainer entered another phase of its start. */
  | ({ type: 'phase' } & PhaseMark)
  | { type: 'backend'; backend: BackendInfo }
  | { type: 'state'; state: TrainerState }
  /** The request is in force. */
  | { type: 'taken'; request: number }
  /** The condition was taken (error null) or not understood; request null: it was set by another host. */
  | { type: 'pauseWhen'; request: number | null; condition: string | null; error: string | null }
  /** What was asked for is recorded at this step, or was not measured (error: one sentence). */
  | { type: 'measured'; request: number; step: number; error: string | null }
  /** Recording ended before the program (disk full, size limit): one sentence. */
  | { type: 'recordingStopped'; reason: string }
  /** The program failed; the process ends after this. */
  | { type: 'error'; error: ProgramError };

export type TrainerPhase = 'starting' | 'tensorflow' | 'backend' | 'program' | 'training';

export interface PhaseMark {
  phase: TrainerPhase;
  /** Since the run started. */
  milliseconds: number;
}

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

/** Whether a parsed line is a message to the trainer; everything else closes the connection. */
export function isToTrainer(value: unknown): value is ToTrainer {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Record<string, unknown>;
  if (message['type'] === 'hello') return typeof message['token'] === 'string';
  if (!Number.isSafeInteger(message['request'])) return false;
  switch (message['type']) {
    case 'pause':
    case 'resume':
    case 'stop':
      return true;
    case 'step':
      return isCount(message['count']) && (message['training'] === null || isIndex(message['training']));
    case 'pauseWhen':
      return message['condition'] === null || typeof message['condition'] === 'string';
    case 'measure':
      return isIndex(message['training']) && (MEASUREMENTS as readonly unknown[]).includes(message['what']);
    default:
      return false;
  }
}

const isIndex = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isCount = (value: unknown) => isIndex(value) && (value as number) > 0;
