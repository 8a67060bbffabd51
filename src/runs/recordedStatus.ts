/** The head of a run that nobody runs any more: how it ended. */
import type { RunState, SessionStatus } from '../protocol/inspector.js';
import type { Run } from './openRun.js';
import { outcomeState } from './outcomeState.js';

export function recordedStatus(run: Run): SessionStatus {
  const { info, index } = run;
  const head = run.head();
  const shown = head.trainings[0];
  const columns = shown && index.trainings.get(shown.id)?.columns;
  const step = columns?.steps ?? 0;
  const epoch = columns && step > 0 ? columns.epoch[step - 1]! : NaN;
  return {
    state: stateOf(run, head.damage !== null),
    phases: [],
    training: shown?.id ?? 0,
    step,
    epoch: Number.isNaN(epoch) ? null : epoch,
    stepsPerSecond: null,
    overhead: info.outcome?.overhead ?? null,
    pause: null,
    pauseWhen: null,
    error: info.outcome?.error ?? null,
    programExit: info.outcome?.programExit ?? null,
    recordingStopped: info.outcome?.recordingStopped ?? null,
    live: false,
  };
}

function stateOf({ info }: Run, damaged: boolean): RunState {
  if (damaged) return 'damaged';
  // Without an outcome the trainer and its parent were killed: what is recorded is all there is.
  return info.outcome ? outcomeState(info.outcome) : 'stopped';
}
