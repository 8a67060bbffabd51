/** What the inspector is told of curvature, and what it asks for. Part of the messages of inspector.ts. */
import type { CurvaturePayload } from './records.js';
import type { DenseHessian, NewtonPayload, RefusedMeasurement, VerifyPayload } from './measurements.js';

/** Curvature over the steps of one training; a message replaces the one before. Steps ascend in every list. */
export interface CurvatureSeries {
  training: number;
  /** λ1 on few samples: the thin line. */
  track: CurvaturePoints;
  /** λ1 on all recorded sub-batches, with its bracket: the points. */
  anchors: CurvaturePoints;
  /** Rule of the optimizer's limit as of the newest measurement, e.g. `momentum: 2(1 + β)/η`; null: none was measured. */
  rule: string | null;
  /** Why no limit is known: one sentence; null: one is. */
  noLimit: string | null;
  /** Steps with a whole spectrum to show. */
  spectra: Float64Array;
  /** Steps without a number, joined where they follow each other for the same reason: each a span and one sentence. */
  notMeasured: { from: number; to: number; why: string }[];
  /** Steps at which a recorded run can be measured again. */
  checkpoints: Float64Array;
  refused: RefusedMeasurement[];
}

/** Parallel columns, one entry a measurement; at most CURVATURE_POINTS. NaN: not known. */
export interface CurvaturePoints {
  steps: Float64Array;
  /** λ1 of the Hessian, its residual, and the samples that it is of. */
  values: Float64Array;
  residuals: Float64Array;
  samples: Float64Array;
  /** 1: from fresh random vectors. */
  cold: Uint8Array;
  /** Bracket of λ1 of all the data. */
  lower: Float64Array;
  upper: Float64Array;
  /** The optimizer's limit, and what is held against it (λ1 of H or of P^-½HP^-½) with its bracket. λ over limit: held / limit. */
  limit: Float64Array;
  held: Float64Array;
  heldLower: Float64Array;
  heldUpper: Float64Array;
  /** Of the step's own update: ΔL as predicted and as it was, and where it lands on the parabola. */
  predicted: Float64Array;
  actual: Float64Array;
  alpha: Float64Array;
}
export const CURVATURE_COLUMNS = [
  ...(['steps', 'values', 'residuals', 'samples', 'lower', 'upper', 'limit'] as const),
  ...(['held', 'heldLower', 'heldUpper', 'predicted', 'actual', 'alpha'] as const),
] as const satisfies readonly (keyof CurvaturePoints)[];
/** Of more measurements a message holds the extremes of λ1 and of λ1 over the limit among so many that follow each other; always the newest. */
export const CURVATURE_POINTS = 4096;

/** What was measured at a step or, as each says by its own step, last before it. */
export interface CurvatureDetail {
  training: number;
  /** The step that was asked for. */
  step: number;
  track: MeasuredAt<CurvaturePayload> | null;
  anchor: MeasuredAt<CurvaturePayload> | null;
  spectrum: MeasuredAt<CurvaturePayload> | null;
  newton: MeasuredAt<NewtonPayload> | null;
  verify: MeasuredAt<VerifyPayload> | null;
  /** Every second derivative, of models small enough; absent or null: not measured. */
  hessian?: MeasuredAt<DenseHessian> | null;
}

export interface MeasuredAt<T> {
  step: number;
  payload: T;
}

/** What can be asked for at the weights of now, or at a checkpoint of a recorded run. */
export const MEASUREMENTS = ['spectrum', 'newton', 'verify'] as const;
export type Measurement = (typeof MEASUREMENTS)[number];
