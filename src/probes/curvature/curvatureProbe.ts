/**
 * Curvature of one training, measured on its recorded loss: λ1 from step to step on few samples (track), with the bracket of
 * the sample on all of them (anchor), and the whole spectrum.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { createTracker, type Tracker } from '../../curvature/eigen/tracker.js';
import { preconditionedOperator } from '../../curvature/operators/combinedOperators.js';
import { openHessianSession, type HessianSession } from '../../curvature/operators/hessianSession.js';
import { createRandom, type Random } from '../../curvature/random.js';
import { noLimit, stabilityRule, type StabilityRule } from '../../curvature/stability/stabilityRule.js';
import type { LossProgram } from '../../program/lossProgram.js';
import type { CurvaturePayload, StabilityLimit, VariableInfo } from '../../protocol/records.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { checkSymmetry } from './checkSymmetry.js';
import { nothingMeasured, reasonOf } from './notMeasured.js';
import { makeProbeParts, type ProbePart, type ProbeParts, type WholeData } from './probeParts.js';
import { measureAnchor } from './anchor.js';
import { optimizerState, type OptimizerNumbers } from './optimizerSnapshot.js';
import { measureSpectrum, type SpectrumWishes } from './spectrum.js';
import { updateReading } from './updateReading.js';
import { isFiniteEverywhere, weightTensors } from './weights.js';

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

export interface CurvatureProbe {
  readonly parts: ProbeParts;
  /** One more recording of the loss. */
  add(program: LossProgram, wholeData: WholeData): void;
  track(at: ProbedStep): CurvaturePayload;
  anchor(at: ProbedStep): CurvaturePayload;
  spectrum(at: ProbedStep, wishes: SpectrumWishes): CurvaturePayload;
  /** Runs `work` with the Hessians of the sub-batches at these weights; freed afterwards. */
  withSessions<R>(flat: Float32Array, parts: readonly ProbePart[], work: (sessions: HessianSession[]) => R): R;
  /** Mean loss of parts at other weights. */
  lossAt(flat: Float32Array, of: readonly ProbePart[]): number;
  samplesOf(of: readonly ProbePart[]): number | null;
  dispose(): void;
}

/** Calls between two signs of life. */
export type Heartbeat = () => void;

export function makeCurvatureProbe(
  core: TensorflowCore,
  training: ProbedTraining,
  seed: number,
  heartbeat: Heartbeat = () => undefined,
): CurvatureProbe {
  const random: Random = createRandom(seed);
  const parts = makeProbeParts(core);
  const tracker: Tracker = createTracker({ random });
  const heldTracker: Tracker = createTracker({ random });
  const pending: { program: LossProgram; wholeData: WholeData }[] = [];
  let isChecked = false;
  let open = 0;
  let nonFiniteSince: number | null = null;

  function withWeights<R>(flat: Float32Array, work: (weights: Tensor[]) => R): R {
    const weights = weightTensors(core, flat, training.variables);
    try {
      return work(weights);
    } finally {
      for (const weight of weights) weight.dispose();
    }
  }

  function withSessions<R>(flat: Float32Array, of: readonly ProbePart[], work: (sessions: HessianSession[]) => R): R {
    return withWeights(flat, (weights) => {
      const sessions: HessianSession[] = [];
      open++;
      try {
        for (const part of of) {
          sessions.push(
            withHeartbeat(
              openHessianSession(core, (at) => part.open.loss(at), weights),
              heartbeat,
            ),
          );
        }
        return work(sessions);
      } finally {
        open--;
        for (const session of sessions) session.dispose();
      }
    });
  }

  /** The payload, or why there is none: no number is invented. */
  function guarded(
    at: ProbedStep,
    measured: CurvaturePayload['measured'],
    measure: (limit: StabilityRule) => CurvaturePayload,
  ): CurvaturePayload {
    if (!isFiniteEverywhere(at.after)) {
      nonFiniteSince ??= at.step;
      return nothingMeasured(measured, `the weights hold NaN or infinities since step ${nonFiniteSince}`);
    }
    nonFiniteSince = null;
    try {
      // A measurement under way stands on the data of before.
      if (pending.length > 0 && open === 0) {
        withWeights(at.after, (weights) => {
          for (const { program, wholeData } of pending.splice(0)) parts.add(program, wholeData, weights);
        });
      }
      if (!parts.track) return nothingMeasured(measured, 'no step is recorded yet');
      const payload = measure(limitAt(at));
      payload.notes.push(...parts.notes);
      return payload;
    } catch (error) {
      return nothingMeasured(measured, reasonOf(error, at.step));
    }
  }

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
    withSessions,
    samplesOf,
    lossAt: (flat, of) =>
      withWeights(flat, (weights) => {
        const losses = of.map((part) => core.tidy(() => part.open.loss(weights).dataSync()[0]!));
        return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      }),
    add: (program, wholeData) => void pending.push({ program, wholeData }),
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
        withSessions(at.after, parts.anchor, (sessions) => {
          checkOnce(sessions[0]!);
          const anchored = measureAnchor(sessions, limit, random, parts.wholeData);
          return {
            ...nothingMeasured('anchor', null),
            ...{ samples: samplesOf(parts.anchor), batches: sessions.length, ...anchored.payload },
            stability: stabilityOf(limit, anchored.held.value, anchored.held.bracket),
            update: updateReading(sessions, at, parts.track!.samples, (flat, work) =>
              withSessions(flat, parts.anchor, work),
            ),
          };
        }),
      ),
    spectrum: (at, wishes) =>
      guarded(at, 'spectrum', (limit) =>
        withSessions(at.after, parts.anchor, (sessions) => {
          checkOnce(sessions[0]!);
          const anchored = measureAnchor(sessions, limit, random, parts.wholeData);
          const spectrum = measureSpectrum(sessions, training.variables, wishes, random);
          return {
            ...nothingMeasured('spectrum', null),
            ...{ samples: samplesOf(parts.anchor), batches: sessions.length, ...anchored.payload, ...spectrum },
            products: anchored.payload.products + spectrum.products,
            stability: stabilityOf(limit, anchored.held.value, anchored.held.bracket),
            update: updateReading(sessions, at, parts.track!.samples, (flat, work) =>
              withSessions(flat, parts.anchor, work),
            ),
          };
        }),
      ),
    dispose: () => parts.dispose(),
  };
}

const limitAt = ({ optimizer, accumulators }: ProbedStep): StabilityRule =>
  optimizer
    ? stabilityRule(optimizerState(optimizer, accumulators))
    : noLimit('No limit is known: the program updates its variables itself.');

function withHeartbeat(session: HessianSession, heartbeat: Heartbeat): HessianSession {
  const multiply = session.multiply.bind(session);
  session.multiply = (v) => {
    heartbeat();
    return multiply(v);
  };
  return session;
}
