import type { ListedRun } from '../runs/listRuns.js';
import { outcomeState } from '../runs/outcomeState.js';

export type ListedState = 'running' | 'ended' | 'stopped' | 'failed' | 'damaged';

/** A run without an outcome whose trainer is gone was cut off: what it recorded is still whole. */
export function listedState({ info }: ListedRun, isAlive: (pid: number) => boolean): ListedState {
  if (!info) return 'damaged';
  if (!info.outcome) return info.control && isAlive(info.control.pid) ? 'running' : 'failed';
  return outcomeState(info.outcome);
}
