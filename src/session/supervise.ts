/** The life of a session from the outside: what the trainer tells, what the program prints, how it ends. */
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { FromTrainer, PhaseMark, TrainerState } from '../protocol/control.js';
import type { BackendInfo, ProgramError, ProgramInfo, RunOutcome } from '../protocol/run.js';
import { connectToTrainer, type Request } from './connection.js';
import { followText } from './followText.js';
import type { ProcessEnd } from './outcome.js';
import { signalTree } from './processTree.js';
import type { Session, SessionEvents } from './session.js';
import { removeSocketPath } from './socketPath.js';

export const STDOUT_FILE = 'stdout.log';
export const STDERR_FILE = 'stderr.log';
/** A program that reaches no hook for so long after a stop is ended by force. */
export const FORCE_AFTER = 1000;

export interface Supervised {
  runDirectory: string;
  program: ProgramInfo;
  socket: string;
  token: string;
  /** Leader of the program's process group. */
  pid: number;
  isAlive(): boolean;
  /** Called once when the program is gone: closes the run and says how it ended. */
  outcome(stoppedByForce: boolean, told: ProcessEnd['told']): RunOutcome;
}

export interface Supervision {
  session: Session;
  /** Tells that the program is gone. */
  gone(): void;
  /** Resolves when a connection to the trainer stands, or never will. */
  welcomed: Promise<boolean>;
}

export function supervise(supervised: Supervised): Supervision {
  const events = new EventEmitter<SessionEvents>();
  const phases: PhaseMark[] = [];
  /** Each is told once. */
  const troubles = new Set<string>();
  let backend: BackendInfo | null = null;
  let state: TrainerState = { state: 'starting', training: 0, step: 0, pause: null };
  let pauseWhen: string | null = null;
  let recordingStopped: string | null = null;
  let error: ProgramError | null = null;
  let outcome: RunOutcome | null = null;
  let forced = false;
  let resolveEnded: (outcome: RunOutcome) => void = () => undefined;
  const ended = new Promise<RunOutcome>((resolve) => (resolveEnded = resolve));

  const logs = [
    followText(join(supervised.runDirectory, STDOUT_FILE), 0, (text) => events.emit('stdout', text)),
    followText(join(supervised.runDirectory, STDERR_FILE), 0, (text) => events.emit('stderr', text)),
  ];
  const connection = connectToTrainer({
    socket: supervised.socket,
    token: supervised.token,
    isAlive: () => outcome === null && supervised.isAlive(),
    onMessage: take,
    onTrouble: (trouble) => {
      if (!troubles.has(trouble.code)) events.emit('trouble', trouble);
      troubles.add(trouble.code);
    },
  });

  function take(message: FromTrainer): void {
    switch (message.type) {
      case 'welcome':
        pauseWhen = message.pauseWhen;
        for (const phase of message.phases) tell(phase);
        if (message.backend) setBackend(message.backend);
        if (message.recordingStopped) stopRecording(message.recordingStopped);
        setState(message.state);
        break;
      case 'phase':
        tell({ phase: message.phase, milliseconds: message.milliseconds });
        break;
      case 'backend':
        setBackend(message.backend);
        break;
      case 'state':
        setState(message.state);
        break;
      case 'recordingStopped':
        stopRecording(message.reason);
        break;
      case 'pauseWhen':
        pauseWhen = message.condition;
        break;
      case 'error':
        setError(message.error);
        break;
    }
  }
  function tell(phase: PhaseMark): void {
    if (phases.some((known) => known.phase === phase.phase)) return;
    phases.push(phase);
    events.emit('phase', phase);
  }
  function setBackend(info: BackendInfo): void {
    backend = info;
    events.emit('backend', info);
  }
  function setState(next: TrainerState): void {
    state = next;
    events.emit('state', next);
  }
  function stopRecording(reason: string): void {
    if (recordingStopped !== null) return;
    recordingStopped = reason;
    events.emit('recordingStopped', reason);
  }
  function setError(failure: ProgramError): void {
    if (error?.code === failure.code) return;
    error = failure;
    if (events.listenerCount('error') > 0) events.emit('error', failure);
  }

  function gone(): void {
    if (outcome !== null) return;
    for (const log of logs) log.finish();
    connection.close();
    const started = phases.some(({ phase }) => phase === 'program');
    outcome = supervised.outcome(forced, { started, error, recordingStopped });
    if (outcome.recordingStopped) stopRecording(outcome.recordingStopped);
    if (outcome.error) setError(outcome.error);
    removeSocketPath(supervised.socket);
    events.emit('exit', outcome);
    resolveEnded(outcome);
  }

  const request = (message: Request) => connection.request(message);
  /** Waits for a hook to end the program; without one, signals. Exit handlers of the program get longer. */
  async function stop(): Promise<RunOutcome> {
    void request({ type: 'stop' }).catch(() => undefined);
    const waits = [FORCE_AFTER, FORCE_AFTER];
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      await Promise.race([ended, after(waits.shift()!)]);
      while (outcome === null && state.state === 'stopping' && !forced && supervised.isAlive()) {
        await Promise.race([ended, after(FORCE_AFTER)]);
        if (outcome === null && (exitPatience -= FORCE_AFTER) <= 0) break;
      }
      if (outcome !== null) break;
      forced = true;
      signalTree(supervised.pid, signal);
    }
    return ended;
  }
  let exitPatience = 5 * FORCE_AFTER;

  const session: Session = {
    runDirectory: supervised.runDirectory,
    program: supervised.program,
    phases,
    get backend() {
      return backend;
    },
    get state() {
      return state;
    },
    get pauseWhen() {
      return pauseWhen;
    },
    get error() {
      return error;
    },
    get recordingStopped() {
      return recordingStopped;
    },
    get outcome() {
      return outcome;
    },
    ended,
    on(event, listener) {
      events.on(event, listener as never);
      return () => events.off(event, listener as never);
    },
    pause: () => request({ type: 'pause' }),
    resume: () => request({ type: 'resume' }),
    step: (count, training) => request({ type: 'step', count, training }),
    setPauseWhen: (condition) => request({ type: 'pauseWhen', condition }),
    measure: (training, what) => connection.measure(training, what),
    stop,
    detach() {
      for (const log of logs) log.finish();
      connection.close();
    },
  };
  return { session, gone, welcomed: connection.welcomed };
}

const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
