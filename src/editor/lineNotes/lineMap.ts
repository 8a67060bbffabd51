/** Where the lines of a file as it ran stand in the file as it is now. */

export interface LineMap {
  /** Line now (both from 1); null: it is gone. */
  lineNow(line: number): number | null;
  /** The line that ran which stands there now; null: none. */
  lineThen(line: number): number | null;
  /** Whether the text of the line is another than the one that ran. */
  isChanged(line: number): boolean;
}

/**
 * Equal lines at both ends are matched first, then lines that occur once on both sides in the longest order that both share
 * (patience diff). Between two matches lines that were changed are matched in order, as far as there are as many. In long files few places
 * were edited: from each of them the next lines that are the same are looked for nearby, so that the whole is not searched through.
 */
export function mapLines(then: readonly string[], now: readonly string[]): LineMap {
  const place = new Int32Array(then.length).fill(-1);
  matchBetween(then, now, 0, then.length, 0, now.length, place);
  const back = new Int32Array(now.length).fill(-1);
  for (let line = 0; line < place.length; line++) if (place[line]! >= 0) back[place[line]!] = line;
  return {
    lineNow(line) {
      const at = place[line - 1] ?? -1;
      return at < 0 ? null : at + 1;
    },
    lineThen(line) {
      const at = back[line - 1] ?? -1;
      return at < 0 ? null : at + 1;
    },
    isChanged: (line) => then[line - 1]?.trim() !== now[place[line - 1] ?? -1]?.trim(),
  };
}

function matchBetween(
  then: readonly string[],
  now: readonly string[],
  fromThen: number,
  toThen: number,
  fromNow: number,
  toNow: number,
  place: Int32Array,
): void {
  let [a, b, endA, endB] = [fromThen, fromNow, toThen, toNow];
  for (;;) {
    while (a < endA && b < endB && then[a] === now[b]) place[a++] = b++;
    while (endA > a && endB > b && then[endA - 1] === now[endB - 1]) place[--endA] = --endB;
    if (a === endA || b === endB) return;
    const resumed = Math.min(endA - a, endB - b) > LONG ? resumption(then, now, a, b) : null;
    if (!resumed) break;
    const [x, y] = resumed;
    matchBetween(then, now, a, x, b, y, place);
    [a, b] = [x, y];
  }
  const anchors = sharedOrder(then, now, a, endA, b, endB);
  if (anchors.length === 0) {
    // A hunk of as many lines: each was changed. Of another length: what is left over at its end is new, or gone.
    for (let i = 0; a + i < endA && b + i < endB; i++) place[a + i] = b + i;
    return;
  }
  for (const [x, y] of [...anchors, [endA, endB] as const]) {
    matchBetween(then, now, a, x, b, y, place);
    if (x < endA) place[x] = y;
    [a, b] = [x + 1, y + 1];
  }
}

/** Lines from which a hunk is long; those of an edit, at most; and those in a row that must be the same behind it. */
const LONG = 500;
const EDITED = 40;
const SAME = 8;

/** The nearest lines behind an edit at a and b from which on both sides are the same; null: there are none nearby. */
function resumption(then: readonly string[], now: readonly string[], a: number, b: number): [number, number] | null {
  for (let distance = 1; distance <= EDITED; distance++) {
    for (let i = 0; i <= distance; i++) {
      const [x, y] = [a + i, b + distance - i];
      let same = 0;
      while (same < SAME && then[x + same] === now[y + same]) same++;
      if (same === SAME) return [x, y];
    }
  }
  return null;
}

/** Pairs of lines that occur once on each side, in the longest order that both sides share. */
function sharedOrder(
  then: readonly string[],
  now: readonly string[],
  a: number,
  endA: number,
  b: number,
  endB: number,
): [number, number][] {
  const once = (lines: readonly string[], from: number, to: number) => {
    const seen = new Map<string, number>();
    for (let i = from; i < to; i++) seen.set(lines[i]!, seen.has(lines[i]!) ? -1 : i);
    return seen;
  };
  const ours = once(then, a, endA);
  const theirs = once(now, b, endB);
  const pairs: [number, number][] = [];
  for (const [text, x] of ours) {
    const y = theirs.get(text) ?? -1;
    if (x >= 0 && y >= 0 && text.trim() !== '') pairs.push([x, y]);
  }
  return longestIncreasing(pairs);
}

/** Of pairs in the order of their first number, the longest run in which the second one grows too. */
function longestIncreasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const before = new Array<number>(pairs.length).fill(-1);
  pairs.forEach(([, y], i) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < y) low = middle + 1;
      else high = middle;
    }
    before[i] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = i;
  });
  const found: [number, number][] = [];
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i]!) found.push(pairs[i]!);
  return found.reverse();
}
