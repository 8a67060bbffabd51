/**
 * What a run leaves out as it nears its size limit, so that a long one goes on to be recorded: first the moments, then
 * the norms, then whole steps, of all but one in so many steps.
 */
import type { StepPayload } from '../protocol/records.js';

/** Bytes; as disks are sold, and as the setting counts. */
export const MEGABYTE = 1e6;
/** Bytes that a run may take where nothing else is asked for. */
export const SIZE_LIMIT = 200 * MEGABYTE;

const SPARSE = 16;

/** From which share of the limit on what is kept of one step in `every` only. */
const STAGES = [
  { from: 0.9, drops: 'moments', every: SPARSE, what: 'means and extremes' },
  { from: 0.94, drops: 'norms', every: SPARSE, what: 'norms' },
  { from: 0.97, drops: 'step', every: SPARSE, what: 'steps' },
  { from: 0.985, drops: 'step', every: SPARSE ** 2, what: 'steps' },
] as const;

export interface SizePolicy {
  /** What is written of a step when the run has come to this share of its limit; null: nothing. */
  thin(filled: number, step: number, payload: StepPayload): StepPayload | null;
  /** What was left out so far: sentences. */
  readonly thinned: string[];
}

export function makeSizePolicy(): SizePolicy {
  const since = new Map<(typeof STAGES)[number], number>();
  return {
    thin(filled, step, payload) {
      let kept: StepPayload | null = payload;
      for (const stage of STAGES) {
        if (filled < stage.from) break;
        if (!since.has(stage)) since.set(stage, step);
        if (kept && step % stage.every !== 0) kept = without(stage.drops, kept);
      }
      return kept;
    },
    get thinned() {
      return [...since].map(
        ([{ every, what }, step]) =>
          `From step ${step} on ${what} are kept of one step in ${every}: the run is near its size limit.`,
      );
    },
  };
}

function without(dropped: (typeof STAGES)[number]['drops'], payload: StepPayload): StepPayload | null {
  if (dropped === 'step') return null;
  const noMoments = { ...payload, gradient: new Float32Array(0), weight: new Float32Array(0) };
  if (dropped === 'moments') return noMoments;
  return { ...noMoments, norms: new Float64Array(0), state: new Uint8Array(payload.state.length) };
}
