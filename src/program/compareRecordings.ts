/** What two recordings of the same structure say of its constants: which change, and what that means. */
import { batchSizeOf } from './batchSize.js';
import type { DataLeaf, LossProgram, Values } from './lossProgram.js';
import { refusal } from './refusals.js';

/** Elements up to which a changing constant is a schedule (an annealed factor, a step count), and not a random mask. */
const SCHEDULE = 15;

/** The newer program, with each data leaf's `change` told, and refused where values read back may have made what changed. */
export function compareRecordings(before: LossProgram, now: LossProgram): LossProgram {
  if (before.signature !== now.signature || now.refused) return now;
  const leaves = now.leaves.map((leaf, i) => {
    const earlier = before.leaves[i];
    if (leaf.kind !== 'data' || earlier?.kind !== 'data') return leaf;
    return { ...leaf, change: changeOf(earlier, leaf) };
  });
  const moving = leaves.find(
    (leaf): leaf is DataLeaf => leaf.kind === 'data' && leaf.afterRead && leaf.change !== 'constant',
  );
  const batchSize = batchSizeOf(leaves, now.slots);
  return { ...now, leaves, batchSize, refused: moving ? steered(moving, now) : null };
}

/**
 * A first recording in which something was made after values were read back: a constant that is computed from them looks like any
 * other until a second recording shows whether it changes.
 */
export function firstRecording(now: LossProgram): LossProgram {
  const suspect = now.leaves.find((leaf): leaf is DataLeaf => leaf.kind === 'data' && leaf.afterRead);
  return suspect && !now.refused ? { ...now, refused: steered(suspect, now) } : now;
}

/** The structure itself changed while values are read back inside the loss: they may decide which ops run. */
export function steeredStructure(now: LossProgram): LossProgram {
  const why = 'values are read back inside the loss function and its ops differ from step to step';
  return now.refused
    ? now
    : { ...now, refused: refusal('steered by values read back', null, now.reads[0]!.source, why) };
}

function changeOf(before: DataLeaf, now: DataLeaf): DataLeaf['change'] {
  // What was found once to change stays so.
  if (same(before.values, now.values)) return before.change === 'unknown' ? 'constant' : before.change;
  if (now.fromOutside) return 'batch';
  return now.values.length <= SCHEDULE ? 'schedule' : 'mask';
}

function same(a: Values, b: Values): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}

function steered({ source, kernel }: DataLeaf, { reads }: LossProgram) {
  const why =
    'a constant of the loss is made after values were read back inside the loss function, and may depend on them';
  return refusal('steered by values read back', kernel ?? 'dataSync', source ?? reads[0]!.source, why);
}
