/** Notes at the ends of lines: which lines get one, and how long its bar is. */

/** A line below this share of the largest norm has no note. */
export const LEAST_SHARE = 0.01;
/** What the bar spans, below the largest norm. */
const DECADES = 2;

/** The largest finite norm; 0: there is none. */
export const largestNorm = (norms: readonly number[]): number =>
  norms.reduce((largest, norm) => (Number.isFinite(norm) && norm > largest ? norm : largest), 0);

/** NaN and infinities always are. */
export const isNoteworthy = (norm: number, largest: number): boolean =>
  !Number.isFinite(norm) || (norm > 0 && norm >= LEAST_SHARE * largest);

/** Length of the bar, from 0 to 1, on a log scale; full for the largest norm, NaN and infinities. */
export function barLength(norm: number, largest: number): number {
  if (!Number.isFinite(norm)) return 1;
  if (!(norm > 0) || !(largest > 0)) return 0;
  return Math.min(1, Math.max(0, 1 + Math.log10(norm / largest) / DECADES));
}
