/** What the step's own update did to the loss of the probe batch, against what gradient and Hessian predict. */
import { meanOperator } from '../../curvature/operators/combinedOperators.js';
import type { HessianSession } from '../../curvature/operators/hessianSession.js';
import { meanVector, readUpdate, type LossPoint } from '../../curvature/newton/updateReading.js';
import type { UpdateReading } from '../../protocol/records.js';
import type { ProbedStep } from './curvatureProbe.js';
import { isFiniteEverywhere } from './weights.js';

/** Opens the sub-batches at other weights. */
export type AtWeights = <R>(flat: Float32Array, work: (sessions: HessianSession[]) => R) => R;

/** `after`: the sub-batches at the weights after the update. Null where nothing is known of the weights before it. */
export function updateReading(
  after: readonly HessianSession[],
  at: ProbedStep,
  samples: number | null,
  atWeights: AtWeights,
): UpdateReading | null {
  if (at.before === null || !isFiniteEverywhere(at.before)) return null;
  const { before: weights } = at;
  const update = Float64Array.from(at.after, (value, i) => value - weights[i]!);
  return atWeights(weights, (sessions) =>
    readUpdate(meanOperator(sessions), {
      update,
      before: meanPoint(sessions),
      after: meanPoint(after),
      subBatchGradients: sessions.map(({ gradient }) => gradient),
      batchSize: samples,
    }),
  );
}

export function meanPoint(sessions: readonly HessianSession[]): LossPoint {
  return {
    loss: sessions.reduce((sum, { loss }) => sum + loss, 0) / sessions.length,
    gradient: meanVector(sessions.map(({ gradient }) => gradient)),
  };
}
