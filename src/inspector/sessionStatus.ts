/** The head's status of a running session. */
import type { RunState, SessionStatus } from '../protocol/inspector.js';
import type { TrainerPhase } from '../protocol/control.js';
import type { RunOutcome } from '../protocol/run.js';
import type { Session } from '../session/session.js';

/** What only the recorded steps tell. */
export interface RecordedProgress {
  epoch: number | null;
  stepsPerSecond: number | null;
  overhead: number | null;
}

export function sessionStatus(session: Session, recorded: RecordedProgress): SessionStatus {
  const { state, outcome } = session;
  return {
    state: outcome ? outcomeState(outcome) : runningState(session),
    phases: phaseTimes(session.phases),
    training: state.training,
    step: state.step,
    ...recorded,
    pause: state.pause,
    pauseWhen: session.pauseWhen,
    error: outcome?.error ?? session.error,
    programExit: outcome?.programExit ?? null,
    recordingStopped: outcome?.recordingStopped ?? session.recordingStopped,
    live: outcome === null,
  };
}

function runningState({ state, phases }: Session): RunState {
  if (state.state === 'paused') return 'paused';
  const trains = state.step > 0 || phases.some(({ phase }) => phase === 'training');
  return state.state === 'starting' || !trains ? 'waiting' : 'running';
}

export function outcomeState({ stopped }: RunOutcome): RunState {
  if (stopped === 'error') return 'failed';
  return stopped === 'user' ? 'stopped' : 'ended';
}

/** From when each phase was entered to how long it took; the last one is under way. */
function phaseTimes(phases: readonly { phase: TrainerPhase; milliseconds: number }[]): SessionStatus['phases'] {
  return phases.map(({ phase, milliseconds }, i) => {
    const next = phases[i + 1];
    return { phase, milliseconds: next ? next.milliseconds - milliseconds : null };
  });
}
