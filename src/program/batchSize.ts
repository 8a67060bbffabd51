import type { Leaf, SlotInfo } from './lossProgram.js';

/**
 * The first dimension that most leaves from outside share, the larger leaf deciding among equals; null where no leaf from outside has a
 * dimension. Told from shapes alone, so a constant table may be taken for a batch where it is the only leaf.
 */
export function batchSizeOf(leaves: readonly Leaf[], slots: readonly SlotInfo[]): number | null {
  const votes = new Map<number, { count: number; size: number }>();
  for (const leaf of leaves) {
    if (leaf.kind !== 'data' || !leaf.fromOutside) continue;
    const { shape } = slots[leaf.slot]!;
    if (shape.length === 0) continue;
    const size = shape.reduce((product, length) => product * length, 1);
    const vote = votes.get(shape[0]!) ?? { count: 0, size: 0 };
    votes.set(shape[0]!, { count: vote.count + 1, size: Math.max(vote.size, size) });
  }
  const [winner] = [...votes].sort(([, a], [, b]) => b.count - a.count || b.size - a.size);
  return winner ? winner[0] : null;
}
