import type { RunOutcome } from '../protocol/run.js';

/** How a run ended, in one word; the end after the steps that were asked for is a healthy one. */
export function outcomeState({ stopped }: RunOutcome): 'ended' | 'stopped' | 'failed' {
  if (stopped === 'error') return 'failed';
  return stopped === 'user' ? 'stopped' : 'ended';
}
