/**
 * What may be said of λ1 and the limit. λ1 of a few samples is too high, so claims use the bracket: above only where its
 * lower end is above, below only where its upper end is below and the measurement did not start from the last one's vectors,
 * which can follow the wrong eigenvalue.
 */
import { formatNumber } from '../../../src/format/number.js';
import { hasBracket, hasClaim, hasValue, newestAt, type CurvatureHistory, type CurvaturePoint } from './history.js';

export interface Claim {
  kind: 'above' | 'below' | 'notAbove' | 'open';
  /** Bracket over limit. */
  lower: number;
  upper: number;
  step: number;
  samples: number;
}

export function claimOf(point: CurvaturePoint): Claim {
  const { limit, step, samples, cold } = point;
  const [lower, upper] = [point.heldLower / limit, point.heldUpper / limit];
  const kind = lower > 1 ? 'above' : upper < 1 ? (cold ? 'below' : 'notAbove') : 'open';
  return { kind, lower, upper, step, samples };
}

/** The newest claim at or before a step; null: nothing can be claimed. */
export function claimAt({ anchors }: CurvatureHistory, step: number): Claim | null {
  const point = newestAt(anchors, step, hasClaim);
  return point ? claimOf(point) : null;
}

/** `at least 4.08 times the limit`. */
export function claimText({ kind, lower, upper }: Claim): string {
  const [low, high] = [formatNumber(lower), formatNumber(upper)];
  switch (kind) {
    case 'above':
      return `at least ${low} times the limit`;
    case 'below':
      return `below the limit, at most ${high} times`;
    case 'notAbove':
      return `at most ${high} times the limit, not checked cold`;
    case 'open':
      return `${low} to ${high} times the limit`;
  }
}

/** The same as name and value of a line of readings. */
export function claimReading({ kind, lower, upper }: Claim): [name: string, value: string] {
  const [low, high] = [formatNumber(lower), formatNumber(upper)];
  switch (kind) {
    case 'above':
      return ['at least', `${low} times`];
    case 'below':
      return ['below, at most', high];
    case 'notAbove':
      return ['not cold, at most', high];
    case 'open':
      return ['between', `${low} to ${high}`];
  }
}

/** The same where there is little room. */
function claimSigns({ kind, lower, upper }: Claim): string {
  const [low, high] = [formatNumber(lower), formatNumber(upper)];
  switch (kind) {
    case 'above':
      return `≥ ${low} × limit`;
    case 'below':
      return `≤ ${high} × limit`;
    case 'notAbove':
      return `≤ ${high} × limit, not cold`;
    case 'open':
      return `${low} to ${high} × limit`;
  }
}

/** The one number of the closed section: the claim, else λ1 with its sample; with its step where that is an older one. */
export function curvatureSummary(history: CurvatureHistory, step: number, narrow: boolean): string | null {
  const aged = (text: string, at: number) => (at < step ? `${text}, step ${at}` : text);
  const claim = claimAt(history, step);
  if (claim) return aged(narrow ? claimSigns(claim) : claimText(claim), claim.step);
  const anchor = newestAt(history.anchors, step, hasBracket);
  if (anchor) return aged(`λ₁ ${formatNumber(anchor.lower)} to ${formatNumber(anchor.upper)}`, anchor.step);
  const track = newestAt(history.track, step, hasValue);
  if (!track) return null;
  const samples = Number.isFinite(track.samples) ? ` on ${track.samples} samples` : '';
  return aged(`λ₁ ${formatNumber(track.value)}${samples}`, track.step);
}
