/**
 * Curvature of one training, measured on its recorded loss: λ1 from step to step on few samples (track), with the bracket of
 * the sample on all of them (anchor), and the whole spectrum.
 */
import { createTracker, type Tracker } from '../../curvature/eigen/tracker.js';
import { preconditionedOperator } from '../../curvature/operators/combinedOperators.js';
import type { HessianSession } from '../../curvature/operators/hessianSession.js';
import { createRandom, type Random } from '../../curvature/random.js';
import { isKnownOptimizer, stabilityRule, type StabilityRule } from '../../curvature/stability/stabilityRule.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { DenseHessian } from '../../protocol/measurements.js';
import type { CurvaturePayload, StabilityLimit, VariableInfo } from '../../protocol/records.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { checkSymmetry } from './checkSymmetry.js';
import { isOutOfMemory, nothingMeasured, reasonOf } from './notMeasured.js';
import { createNonFiniteSince } from './nonFiniteSince.js';
import { makeOwnUpdates, type OwnUpdate } from './ownUpdates.js';
import { makeProbeParts, type ProbePart, type ProbeParts, type WholeData } from './probeParts.js';
import { makeProbeSessions, type Heartbeat, type ProbeSessions } from './probeSessions.js';
import { measureAnchor } from './anchor.js';
import { denseHessian } from './denseHessian.js';
import { optimizerState, type OptimizerNumbers } from './optimizerSnapshot.js';
import { measureSpectrum, type SpectrumWishes } from './spectrum.js';
import { updateReading } from './updateReading.js';
import { isFiniteEverywhere } from './weights.js';

/** Weights around a step, flat, and what the optimizer had then. */
export interface ProbedStep {
  step: number;
  /** Null: not known. */
  before: Float32Array | null;
  after: Float32Array;
  /** Null: the program's own update. */
  optimizer: OptimizerNumbers | null;
  accumulators: Record<string, Float32Array>;
}

export interface ProbedTraining {
  variables: readonly VariableInfo[];
}

export interface CurvatureProbe extends Pick<ProbeSessions, 'withSessions' | 'holding' | 'lossAt'> {
  readonly parts: ProbeParts;
  /** One more recording of the loss. */
  add(program: LossProgram, wholeData: WholeData): void;
  /** An update that the program made itself. */
  addUpdate(update: OwnUpdate): void;
  track(at: ProbedStep): CurvaturePayload;
  anchor(at: ProbedStep): CurvaturePayload;
  /** The dense Hessian of a model that is small enough for one, where all of the spectrum was wished for. */
  spectrum(at: ProbedStep, wishes: SpectrumWishes): { payload: CurvaturePayload; hessian: DenseHessian | null };
  /** Takes in what was recorded since; a sentence where nothing can be measured at these weights. */
  prepare(at: Pick<ProbedStep, 'after' | 'step'>): string | null;
  samplesOf(of: readonly ProbePart[]): number | null;
  dispose(): void;
}

export function makeCurvatureProbe(
  core: TensorflowCore,
  training: ProbedTraining,
  seed: number,
  heartbeat: Heartbeat = () => undefined,
): CurvatureProbe {
  const { variables } = training;
  const random: Random = createRandom(seed);
  const parts = makeProbeParts(core);
  const sessions = makeProbeSessions(core, variables, heartbeat);
  const { withSessions } = sessions;
  const ownUpdates = makeOwnUpdates(core, variables);
  const tracker: Tracker = createTracker({ random });
  const heldTracker: Tracker = createTracker({ random });
  const pending: { program: LossProgram; wholeData: WholeData }[] = [];
  const nonFinite = createNonFiniteSince();
  let isChecked = false;

  function prepare(at: Pick<ProbedStep, 'after' | 'step'>): string | null {
    const notFinite = nonFinite.at(at.step, isFiniteEverywhere(at.after));
    if (notFinite) return notFinite;
    // A measurement under way stands on the data of before.
    if (pending.length > 0 && !sessions.areOpen) {
      sessions.withWeights(at.after, (weights) => {
        for (const { program, wholeData } of pending.splice(0)) parts.add(program, wholeData, weights);
      });
    }
    return parts.track ? null : 'no step is recorded yet';
  }

  /** The payload, or why there is none: no number is invented. */
  function guarded(
    at: ProbedStep,
    measured: CurvaturePayload['measured'],
    measure: (limit: StabilityRule) => CurvaturePayload,
  ): CurvaturePayload {
    try {
      const why = prepare(at);
      if (why !== null) return nothingMeasured(measured, why);
      const payload = inMemory(() => measure(limitAt(at)));
      payload.notes.push(...parts.notes);
      return payload;
    } catch (error) {
      return nothingMeasured(measured, reasonOf(error, at.step, parts.track?.program));
    }
  }

  /** Where memory does not do, on half as many samples, until it does. */
  function inMemory(measure: () => CurvaturePayload): CurvaturePayload {
    for (;;) {
      try {
        return measure();
      } catch (error) {
        // A measurement under way works on the parts that would go.
        if (!isOutOfMemory(error) || sessions.areOpen || !parts.halve()) throw error;
      }
    }
  }

  const limitAt = ({ optimizer, accumulators }: ProbedStep): StabilityRule =>
    optimizer && isKnownOptimizer(optimizer.name)
      ? stabilityRule(optimizerState(optimizer, accumulators))
      : ownUpdates.rule();

  function checkOnce(session: HessianSession): void {
    if (isChecked) return;
    checkSymmetry(session, random);
    isChecked = true;
  }

  const samplesOf = (of: readonly ProbePart[]) =>
    of.some(({ samples }) => samples === null) ? null : of.reduce((sum, { samples }) => sum + samples!, 0);

  /** What is held against the limit: λ1 of H as it was measured, or of the preconditioned H. */
  function stabilityOf(
    limit: StabilityRule,
    value: number | null,
    bracket: { lower: number; upper: number } | null,
  ): StabilityLimit {
    const { rule, why } = limit;
    return { rule, why, limit: limit.limit, value, lower: bracket?.lower ?? null, upper: bracket?.upper ?? null };
  }

  return {
    parts,
    prepare,
    holding: sessions.holding,
    withSessions,
    samplesOf,
    lossAt: sessions.lossAt,
    add: (program, wholeData) => void pending.push({ program, wholeData }),
    addUpdate: ownUpdates.add,
    track: (at) =>
      guarded(at, 'track', (limit) =>
        withSessions(at.after, [parts.track!], ([session]) => {
          checkOnce(session!);
          const found = tracker.measure(session!, limit.preconditioner ? null : limit.limit);
          const held = limit.preconditioner
            ? heldTracker.measure(preconditionedOperator(session!, limit.preconditioner), limit.limit)
            : found;
          const exact = parts.wholeData ? { lower: held.value, upper: held.value + held.residual } : null;
          return {
            ...nothingMeasured('track', null),
            ...{ samples: parts.track!.samples, batches: 1, cold: found.cold && held.cold },
            eigenvalues: [{ value: found.value, residual: found.residual }],
            ...{ stopped: found.stopped, products: found.products + (held === found ? 0 : held.products) },
            stability: stabilityOf(limit, held.value, exact),
          };
        }),
      ),
    anchor: (at) =>
      guarded(at, 'anchor', (limit) =>
        withSessions(at.after, parts.anchor, (open) => {
          checkOnce(open[0]!);
          const anchored = measureAnchor(open, limit, random, parts.wholeData);
          return {
            ...nothingMeasured('anchor', null),
            ...{ samples: samplesOf(parts.anchor), batches: open.length, ...anchored.payload },
            stability: stabilityOf(limit, anchored.held.value, anchored.held.bracket),
            update: updateReading(open, at, parts.track!.samples, (flat, work) =>
              withSessions(flat, parts.anchor, work),
            ),
          };
        }),
      ),
    spectrum(at, wishes) {
      let hessian: DenseHessian | null = null;
      const payload = guarded(at, 'spectrum', (limit) =>
        withSessions(at.after, parts.anchor, (open) => {
          checkOnce(open[0]!);
          const { matrix, found, ...spectrum } = measureSpectrum(open, variables, wishes, random);
          const known = found.largest.length > 0 ? found : null;
          const anchored = measureAnchor(open, limit, random, parts.wholeData, known);
          const samples = samplesOf(parts.anchor);
          hessian = matrix && denseHessian(matrix, variables, samples);
          return {
            ...nothingMeasured('spectrum', null),
            ...{ samples, batches: open.length, ...anchored.payload, ...spectrum },
            products: anchored.payload.products + spectrum.products,
            stability: stabilityOf(limit, anchored.held.value, anchored.held.bracket),
            update: updateReading(open, at, parts.track!.samples, (flat, work) =>
              withSessions(flat, parts.anchor, work),
            ),
          };
        }),
      );
      return { payload, hessian };
    },
    dispose: () => parts.dispose(),
  };
}
