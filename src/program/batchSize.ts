import type { Leaf, SlotInfo } from './lossProgram.js';

/**
 * The number of samples, told from shapes: among the leaves that are known to change from batch to batch (else all from outside), the first dimension that most
 * of them have, one that others are a multiple of counting half (a batch of sequences may lie flat). 1 only where there is no other; null where no
 * leaf has a dimension.
 */
export function batchSizeOf(leaves: readonly Leaf[], slots: readonly SlotInfo[]): number | null {
  const outside = leaves.flatMap((leaf) => (leaf.kind === 'data' && leaf.fromOutside ? [leaf] : []));
  const batches = outside.filter(({ change }) => change === 'batch');
  const shapes = (batches.length > 0 ? batches : outside)
    .map(({ slot }) => slots[slot]!.shape)
    .filter(({ length }) => length > 0);
  const candidates = [...new Set(shapes.map(([first]) => first!))];
  const several = candidates.filter((first) => first > 1);
  let best: { first: number; score: number } | null = null;
  for (const first of several.length > 0 ? several : candidates) {
    let score = 0;
    for (const [other] of shapes)
      if (other === first) score += 1;
      else if (other! % first === 0) score += 0.5;
    if (!best || score > best.score) best = { first, score };
  }
  return best && best.first;
}
