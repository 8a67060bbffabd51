/** λ1 of the mean over the recorded sub-batches, with the bracket of the sample. */
import { lanczos, type Eigenpairs, type RitzPair } from '../../curvature/eigen/lanczos.js';
import { meanOperator, preconditionedOperator } from '../../curvature/operators/combinedOperators.js';
import type { SymmetricOperator } from '../../curvature/operators/symmetricOperator.js';
import type { Random } from '../../curvature/random.js';
import { sampleBracket } from '../../curvature/sample/sampleBracket.js';
import type { CurvaturePayload } from '../../protocol/records.js';
import type { StabilityRule } from '../../curvature/stability/stabilityRule.js';

export interface Anchored {
  payload: Pick<CurvaturePayload, 'eigenvalues' | 'cold' | 'stopped' | 'products' | 'sample'>;
  /** What is held against the limit, with its bracket. */
  held: { value: number; bracket: { lower: number; upper: number } | null };
}

/** Of a small model products are cheap. */
const toleranceOf = (size: number) => (size <= 10_000 ? 1e-5 : 1e-3);
const MOST_PRODUCTS = 60;

/** @param known eigenpairs of the mean that were found already: they are not looked for again. */
export function measureAnchor(
  parts: readonly SymmetricOperator[],
  limit: StabilityRule,
  random: Random,
  wholeData: boolean,
  known: Eigenpairs | null = null,
): Anchored {
  const plain = bracketed(parts, random, wholeData, known);
  const { preconditioner } = limit;
  const held = preconditioner
    ? bracketed(
        parts.map((part) => preconditionedOperator(part, preconditioner)),
        random,
        wholeData,
      )
    : plain;
  const { top, found, sample } = plain;
  return {
    payload: {
      eigenvalues: [{ value: top.value, residual: top.residual }],
      ...{ cold: true, stopped: found.stopped, sample },
      products: ((known ? 0 : found.products) + (held === plain ? 0 : held.found.products)) * parts.length,
    },
    held: { value: held.top.value, bracket: held.bracket },
  };
}

/** On all of the data there is no error of the sample: λ1 lies above its Ritz value, by no more than the residual. */
function bracketed(
  parts: readonly SymmetricOperator[],
  random: Random,
  wholeData: boolean,
  known: Eigenpairs | null = null,
) {
  const operator = meanOperator(parts);
  const tolerance = toleranceOf(operator.size);
  const found = known ?? lanczos(operator, { tolerance, maxProducts: MOST_PRODUCTS, complement: false, random });
  const top: RitzPair = found.largest[0]!;
  const measured = sampleBracket(parts, top, { random });
  const sample = measured && { lower: measured.lower, upper: measured.upper, standardError: measured.standardError };
  const exact = wholeData ? { lower: top.value, upper: top.value + top.residual } : null;
  return { found, top, sample, bracket: sample ?? exact };
}
