/** What a detail of a step holds, part by part: each from the newest measurement that has it. */
import type { CurvatureDetail, MeasuredAt } from '../../../src/protocol/curvature.js';
import type { CurvaturePayload, RitzValue } from '../../../src/protocol/records.js';

export type Measured = MeasuredAt<CurvaturePayload>;

/** The newest measurement for which it holds; of one step the spectrum before the anchor before the track. */
function newest(detail: CurvatureDetail, holds: (payload: CurvaturePayload) => boolean): Measured | null {
  const measured = [detail.spectrum, detail.anchor, detail.track].filter((one) => one !== null);
  return measured.reduce<Measured | null>(
    (best, one) => (holds(one.payload) && (best === null || one.step > best.step) ? one : best),
    null,
  );
}

export const withDensity = (detail: CurvatureDetail) => newest(detail, ({ density }) => density !== null);
export const withLayers = (detail: CurvatureDetail) => newest(detail, ({ layers }) => (layers?.length ?? 0) > 0);
export const withUpdate = (detail: CurvatureDetail) => newest(detail, ({ update }) => update !== null);
/** More than the one eigenvalue that the track shows. */
export const withEigenvalues = (detail: CurvatureDetail) =>
  newest(
    detail,
    ({ eigenvalues, smallest, gradientCosines }) =>
      eigenvalues.length > 1 || smallest.length > 0 || (gradientCosines?.length ?? 0) > 0,
  );

/** The optimizer's limit where it is one of this measurement's own matrix, not of the preconditioned one. */
export function ownLimit({ stability, eigenvalues }: CurvaturePayload): number | null {
  const [largest] = eigenvalues;
  if (!stability || stability.limit === null || !largest) return null;
  const held = stability.value ?? largest.value;
  return Math.abs(held - largest.value) <= 1e-6 * Math.abs(largest.value) ? stability.limit : null;
}

/** One row of the table of eigenvalues: rank from the top or from the bottom. */
export interface EigenRow {
  name: string;
  value: number;
  residual: number;
  cosine: number | null;
}

export function largestRows({ eigenvalues, gradientCosines }: CurvaturePayload): EigenRow[] {
  return eigenvalues.map((ritz, i) => ({
    name: `λ${subscript(i + 1)}`,
    ...ritz,
    cosine: gradientCosines?.[i] ?? null,
  }));
}

export function smallestRows({ smallest }: CurvaturePayload): EigenRow[] {
  return smallest.map((ritz: RitzValue, i) => ({ name: i === 0 ? 'λₙ' : `λₙ₋${subscript(i)}`, ...ritz, cosine: null }));
}

export const subscript = (count: number): string =>
  String(count).replace(/\d/g, (digit) => String.fromCharCode(0x2080 + Number(digit)));
