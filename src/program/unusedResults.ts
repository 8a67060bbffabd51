/** Finds what was computed in the loss function and led nowhere: a penalty that was not added to the loss. */
import { inputSlots } from './liveOps.js';
import type { LossOp, LossProgram, Slot, UnusedResult } from './lossProgram.js';
import type { SlotBook } from './slotBook.js';

const sizeOf = (book: SlotBook, slot: Slot) => book.slots[slot]!.shape.reduce((a, b) => a * b, 1);

/** @param all the ops that ran, in order; `kept`: those that the loss needs */
export function unusedResults(
  all: readonly LossOp[],
  kept: readonly LossOp[],
  book: SlotBook,
  loss: Slot,
): UnusedResult[] {
  const live = new Set(kept.flatMap(({ outputs }) => [...outputs]));
  const used = new Set(all.flatMap((op) => inputSlots(op)));
  const makers = new Map(all.flatMap((op) => op.outputs.map((slot): [Slot, LossOp] => [slot, op])));
  const found: UnusedResult[] = [];
  for (const op of all) {
    const [slot] = op.outputs;
    if (op.outputs.length !== 1 || slot === undefined || slot === loss) continue;
    if (live.has(slot) || used.has(slot) || sizeOf(book, slot) !== 1) continue;
    const kernel = op.kind === 'kernel' ? op.kernel : 'customGrad';
    found.push({ kernel, source: op.source, ofWeightsAlone: ofWeightsAlone(slot, makers, book) });
  }
  return found;
}

/** Of these, penalties: numbers of the weights alone that are not made to be read (a log). */
export const unusedPenalties = ({ unused, reads }: LossProgram): UnusedResult[] =>
  unused.filter(
    ({ ofWeightsAlone: isPenalty, source }) => isPenalty && !reads.some((read) => read.source?.line === source?.line),
  );

function ofWeightsAlone(from: Slot, makers: ReadonlyMap<Slot, LossOp>, book: SlotBook): boolean {
  const waiting = [from];
  const seen = new Set<Slot>();
  for (let slot = waiting.pop(); slot !== undefined; slot = waiting.pop()) {
    if (seen.has(slot)) continue;
    seen.add(slot);
    const op = makers.get(slot);
    if (op) waiting.push(...inputSlots(op));
    else if (book.leafOf(slot)?.kind === 'data' && sizeOf(book, slot) > 1) return false;
  }
  return true;
}
