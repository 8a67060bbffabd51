/**
 * Fewer points for the screen: of each bucket those with the least and the greatest of what is drawn, and its first, so that no way between
 * two points is longer than a bucket and looks like a gap.
 */

/**
 * @param most how many may be kept, at least one bucket's and the newest.
 * @param drawn what is drawn of a row; NaN: nothing.
 * @returns rows in their order, the first and the last among them; all of them where they are few enough.
 */
export function keepExtremes<T>(rows: readonly T[], most: number, drawn: readonly ((row: T) => number)[]): T[] {
  if (rows.length <= most) return [...rows];
  const kept = new Set([rows.length - 1]);
  const size = Math.ceil(rows.length / Math.floor((most - kept.size) / (1 + 2 * drawn.length)));
  for (let from = 0; from < rows.length; from += size) {
    const to = Math.min(rows.length, from + size);
    kept.add(from);
    for (const of of drawn) {
      let [least, greatest] = [-1, -1];
      for (let i = from; i < to; i++) {
        const value = of(rows[i]!);
        if (Number.isNaN(value)) continue;
        if (least < 0 || value < of(rows[least]!)) least = i;
        if (greatest < 0 || value > of(rows[greatest]!)) greatest = i;
      }
      if (least >= 0) kept.add(least).add(greatest);
    }
  }
  return [...kept].sort((a, b) => a - b).map((i) => rows[i]!);
}
