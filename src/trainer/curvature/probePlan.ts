/**
 * Which steps of a training are recorded: its first few give the sub-batches of the probe, later ones, each twice as far, tell
 * schedules and refresh what changes.
 */
import type { WholeData } from '../../probes/curvature/probeParts.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { RecordedProgram } from '../../program/programSource.js';

/** Recorded batches that anchors are measured on. */
export const PROBE_BATCHES = 8;

export interface ProbePlan {
  /** Whether this step is to be recorded. */
  wants(step: number): boolean;
  /** Takes note of a recording; answers whether every step uses all of the data. */
  recorded(recorded: RecordedProgram): WholeData;
}

export function makeProbePlan(): ProbePlan {
  let first: LossProgram | null = null;
  let wholeData = false;
  let samples = 0;
  let count = 0;
  return {
    wants(step) {
      if (wholeData || samples >= MOST_SAMPLES) return isPowerOfTwo(step);
      return count < PROBE_BATCHES || isPowerOfTwo(step);
    },
    recorded({ program }) {
      count++;
      samples += program.batchSize ?? 0;
      // Twice the same batch in a row: every step uses all of the data.
      if (first && count === 2) wholeData = sameBatch(first, program);
      first ??= program;
      return count < 2 ? null : wholeData;
    },
  };
}
/** So many samples are enough for a probe, however few batches hold them. */
const MOST_SAMPLES = 4096;

const isPowerOfTwo = (step: number) => (step & (step - 1)) === 0;

function sameBatch(a: LossProgram, b: LossProgram): boolean {
  if (a.signature !== b.signature) return false;
  return a.leaves.every((leaf, i) => {
    const other = b.leaves[i];
    if (leaf.kind !== 'data' || other?.kind !== 'data' || !leaf.fromOutside) return true;
    return leaf.values.length === other.values.length && leaf.values.every((value, at) => value === other.values[at]);
  });
}
