/** The state of a run as the head of the inspector says it. */
import type { TrainerPhase } from '../protocol/control.js';
import type { RunState, SessionStatus } from '../protocol/inspector.js';
import { outcomeState } from '../runs/outcomeState.js';
import type { Session } from '../session/session.js';

/** What the recorded steps tell. */
export interface RecordedProgress {
  training: number;
  step: number;
  epoch: number | null;
  stepsPerSecond: number | null;
  overhead: number | null;
}

/** @param sinceStart milliseconds since the run started, on the clock that its phases are counted on */
export function sessionStatus(session: Session, recorded: RecordedProgress, sinceStart: number): SessionStatus {
  const { state, outcome } = session;
  return {
    ...recorded,
    state: outcome ? outcomeState(outcome) : runningState(session, recorded.step),
    phases: phaseTimes(session.phases, sinceStart),
    // While it stands, the trainer's own count holds; while it runs, what can be shown.
    step: state.state === 'paused' ? Math.max(state.step, recorded.step) : recorded.step,
    pause: outcome ? null : state.pause,
    pauseWhen: session.pauseWhen,
    error: outcome?.error ?? session.error,
    programExit: outcome?.programExit ?? null,
    recordingStopped: outcome?.recordingStopped ?? session.recordingStopped,
    live: outcome === null,
  };
}

function runningState({ state, phases }: Session, step: number): RunState {
  if (state.state === 'paused') return 'paused';
  const trains = step > 0 || state.step > 0 || phases.some(({ phase }) => phase === 'training');
  return trains ? 'running' : 'waiting';
}

/** From when each phase was entered to how long it took; the last one is under way. */
export function phaseTimes(
  phases: readonly { phase: TrainerPhase; milliseconds: number }[],
  sinceStart: number,
): SessionStatus['phases'] {
  return phases.map(({ phase, milliseconds }, i) => {
    const next = phases[i + 1];
    if (next) return { phase, milliseconds: next.milliseconds - milliseconds };
    return { phase, milliseconds: null, elapsed: Math.max(0, sinceStart - milliseconds) };
  });
}
