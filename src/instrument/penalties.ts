/** Declared regularizers: λΣ|w| and λΣw² exact from the weights, others as the program's own forward pass computed them. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Moments } from '../probes/statistics/reader.js';
import type { TermInfo } from '../protocol/records.js';
import type { CallSite } from './callSite.js';

export interface Penalty {
  name: string;
  layer: string;
  site: CallSite | null;
  /** The weight that is penalised; null where a layer adds a loss of its own. */
  variable: Variable | null;
  regularizer: L1L2 | null;
  /** What the program's own call returned last. */
  observed: number;
}

/** TensorFlow.js's only built-in regularizer: l1 Σ|w| + l2 Σw². */
export interface L1L2 {
  l1: number;
  l2: number;
}

export function asL1L2(regularizer: unknown): L1L2 | null {
  const candidate = regularizer as (Partial<L1L2> & { constructor: { className?: string } }) | null;
  const known = candidate?.constructor.className === 'L1L2';
  return known && typeof candidate.l1 === 'number' && typeof candidate.l2 === 'number' ? (candidate as L1L2) : null;
}

export function termInfo(penalty: Penalty): TermInfo {
  const { l1 = 0, l2 = 0 } = penalty.regularizer ?? {};
  const penalties = [
    { kind: 'l1', lambda: l1 },
    { kind: 'l2', lambda: l2 },
  ].filter(({ lambda }) => lambda !== 0);
  const { name, layer, site } = penalty;
  return { name, layer, penalties, file: site?.file ?? null, line: site?.line ?? null };
}

/** Values of penalties at the weights of now, of which some moments are known. */
export function penaltyValues(
  penalties: readonly Penalty[],
  weights: readonly Tensor[],
  moments: readonly (Moments | null)[],
): Float64Array {
  return Float64Array.from(penalties, (penalty) => {
    const row = weights.indexOf(penalty.variable as Variable);
    return penaltyValue(penalty, row < 0 ? null : moments[row]!);
  });
}

/** Value of a penalty at the weights of now. `statistics`: those of its variable, where they are known. */
function penaltyValue(penalty: Penalty, statistics: Moments | null): number {
  const { regularizer, variable } = penalty;
  if (!regularizer || !variable) return penalty.observed;
  if (variable.isDisposed) return NaN;
  const { l1, l2 } = regularizer;
  const finite = statistics !== null && statistics.nan === 0 && statistics.inf === 0;
  if (l1 === 0 && finite) return l2 * statistics.sumOfSquares;
  let absolute = 0;
  let squares = 0;
  for (const weight of variable.dataSync()) {
    absolute += Math.abs(weight);
    squares += weight * weight;
  }
  return (l1 === 0 ? 0 : l1 * absolute) + (l2 === 0 ? 0 : l2 * squares);
}
