/** Starts a program under supervision. */
import type { Session, SessionOptions } from './session.js';

/** @throws SessionError where the program cannot be started at all: nothing was written then. */
export function startSession(options: SessionOptions): Session {
  void options;
  throw new Error('startSession: the trainer is not built yet.');
}
