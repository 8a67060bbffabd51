/**
 * Which steps a measured column stands for. Long runs keep a thinned selection of histograms, so a column reaches to the
 * middle of the way to its neighbours; where the way is longer than usual around there, it was not measured, and is a gap.
 */
export interface ColumnExtent {
  /** Steps covered: from < step ≤ to. */
  from: number;
  to: number;
}

const NEIGHBOURS = 4;

/**
 * @param steps ascending steps of the columns
 * @param leastGap a way between columns is a gap only if it leaves this many steps uncovered
 */
export function columnExtents(steps: ArrayLike<number>, leastGap: number): ColumnExtent[] {
  const ways = Array.from({ length: Math.max(0, steps.length - 1) }, (_, i) => steps[i + 1]! - steps[i]!);
  const usual = ways.map((_, i) => median(ways.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1)));
  const extents: ColumnExtent[] = [];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    extents.push({ from: step - reach(i - 1), to: step - 1 + reach(i) });
  }
  return extents;

  /** How far a column reaches into the way `i`; 1 is its own step. */
  function reach(i: number): number {
    const way = ways[i];
    if (way === undefined) return 1;
    const typical = usual[i]!;
    const gap = way >= 1.9 * typical && way - typical >= leastGap;
    return gap ? (typical + 1) / 2 : (way + 1) / 2;
  }
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)]!;
}

/** The column that stands for a step; -1 in a gap. */
export function columnAt(extents: readonly ColumnExtent[], step: number): number {
  let low = 0;
  let high = extents.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { from, to } = extents[middle]!;
    if (step - 0.5 < from) high = middle - 1;
    else if (step - 0.5 >= to) low = middle + 1;
    else return middle;
  }
  return -1;
}
