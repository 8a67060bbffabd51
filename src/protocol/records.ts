/**
 * Records of a run: what a writing thread appends to its `*.rec` file.
 *
 * On disk a record is the MessagePack array `[kind, training, step, sequence, payload]`, framed like TFRecord
 * (length, masked crc32c of the length, payload, masked crc32c of the payload). Records may come late:
 * readers join them by training and step. Readers skip kinds they do not know.
 */
import type { JacobianPayload } from './jacobian.js';
import type { LinesPayload } from './lines.js';
import type {
  CheckpointPayload,
  DenseHessian,
  LossProgramPayload,
  NewtonPayload,
  VerifyPayload,
} from './measurements.js';
import type { Stopped } from './run.js';
import type { LossTermsPayload } from './terms.js';

export interface RunRecord<K extends RecordKind = RecordKind> {
  kind: K;
  /** Id of the training, from 0; -1 where the record belongs to the whole run. */
  training: number;
  /** Number of the step, from 1, that the record describes; 0 before the first. */
  step: number;
  /** Grows by one for each record of a writing thread. */
  sequence: number;
  payload: RecordPayloads[K];
}

/** Kinds of later probes (activations) are declared where they are measured. */
export interface RecordPayloads {
  training: TrainingPayload;
  step: StepPayload;
  histogram: HistogramPayload;
  terms: TermsPayload;
  lossTerms: LossTermsPayload;
  lossProgram: LossProgramPayload;
  curvature: CurvaturePayload;
  hessian: DenseHessian;
  jacobian: JacobianPayload;
  newton: NewtonPayload;
  verify: VerifyPayload;
  checkpoint: CheckpointPayload;
  lines: LinesPayload;
  metric: MetricPayload;
  finding: FindingPayload;
  end: EndPayload;
}

export type RecordKind = keyof RecordPayloads;

/** A training was found, or what is known of it grew: the last record of a training holds. */
export interface TrainingPayload {
  file: string | null;
  line: number | null;
  /** The call that trains: `fit`, `minimize`, `variableGrads`, … as the user wrote it. */
  callee: string;
  /** How it was found: gradients of variables, of tensors, or assignments without a gradient call. */
  found: 'variables' | 'tensors' | 'assignments';
  optimizer: OptimizerInfo | null;
  variables: VariableInfo[];
  /** Declared regularizers. What the loss is the sum of is measured (`lossTerms`). */
  terms: TermInfo[];
  /** What is known of the whole training's length. */
  planned: { steps: number | null; epochs: number | null; stepsPerEpoch: number | null };
}

export interface OptimizerInfo {
  name: string;
  config: Record<string, unknown>;
}

export interface VariableInfo {
  /** TensorFlow.js's own name. */
  name: string;
  layer: string | null;
  shape: number[];
  parameters: number;
  /** Where the layer, or else the variable, is made. */
  file: string | null;
  line: number | null;
}

export interface TermInfo {
  name: string;
  layer: string | null;
  /** `l1`, `l2` or another name, with its factor, e.g. λΣw². */
  penalties: { kind: string; lambda: number }[];
  file: string | null;
  line: number | null;
}

/** Columns of `StepPayload.gradient`, one row a variable. Moments are over finite elements. */
export const GRADIENT_COLUMNS = ['mean', 'std', 'min', 'max', 'zeros', 'nan', 'inf'] as const;
/** Columns of `StepPayload.weight`, one row a variable: weights after the update. */
export const WEIGHT_COLUMNS = ['mean', 'std', 'nan', 'inf'] as const;
/** Columns of `StepPayload.norms`, one row a variable: gradient, weight after the update, update. */
export const NORM_COLUMNS = ['gradient', 'weight', 'update'] as const;

/** One parameter update. A number that was not measured is NaN in `measured`-less places and null elsewhere. */
export interface StepPayload {
  /** Milliseconds since the run started, when the step closed. */
  time: number;
  /** Milliseconds of this step that Gradlens took. */
  cost: number;
  /** Loss of the step (mean over its micro-batches); null where none was seen. */
  loss: number | null;
  learningRate: number | null;
  /** Epoch, from 1, where the program has epochs. */
  epoch: number | null;
  /** Number of gradient calls in this step. */
  microBatches: number;
  /**
   * variables × NORM_COLUMNS, Euclidean norms over all elements (NaN or Infinity where an element is).
   * On disk empty where the size limit took them: readers get NaN.
   */
  norms: Float64Array;
  /**
   * One a variable: norm of the gradient that the gradient calls returned (mean over the micro-batches), where the
   * gradient shown is another: what the optimizer was given after clipping or accumulation, or what Δw implies.
   */
  rawNorms?: Float64Array;
  /** variables × GRADIENT_COLUMNS; `zeros` is a share, `nan` and `inf` are counts. Empty: thinned by the governor. */
  gradient: Float32Array;
  /** variables × WEIGHT_COLUMNS. Empty: thinned by the governor. */
  weight: Float32Array;
  /** One byte a variable: what holds of it at this step. */
  state: Uint8Array;
}

/** Bytes of `StepPayload.state`. */
export const VARIABLE_STATE = { notMeasured: 0, measured: 1, noGradient: 2 } as const;

/**
 * Signed histograms on log2 bins, one row of HISTOGRAM_BINS counts a variable.
 * Bin HISTOGRAM_SIDE holds zeros and what is smaller than 2^LOWEST_EXPONENT in size. Bin HISTOGRAM_SIDE + 1 + i holds
 * 2^(LOWEST_EXPONENT + i) ≤ x < 2^(LOWEST_EXPONENT + i + 1), bin HISTOGRAM_SIDE - 1 - i the same for −x; the last of
 * each side also holds what is larger.
 */
export interface HistogramPayload {
  gradient: Uint32Array;
  weight: Uint32Array;
  update: Uint32Array;
}
export const LOWEST_EXPONENT = -48;
export const HISTOGRAM_SIDE = 64;
export const HISTOGRAM_BINS = 2 * HISTOGRAM_SIDE + 1;

/** Values of the training's terms at a step, in the order of `TrainingPayload.terms`; NaN: not measured. */
export interface TermsPayload {
  values: Float64Array;
}

/**
 * A measurement of curvature on the loss program of a step, at the weights after its update. It comes late: readers join it
 * by training and step. `track`: λ1 on few samples, by a warm-started Lanczos. `anchor`: on all recorded sub-batches, with
 * the bracket of the sample. `spectrum`: on request, at the end, or at a checkpoint.
 */
export interface CurvaturePayload {
  measured: 'track' | 'anchor' | 'spectrum';
  /** Samples that the operator averages over, and in how many sub-batches; null: the program does not tell samples apart. */
  samples: number | null;
  batches: number;
  /** Algebraically largest, descending; residual ‖Hv − θv‖ bounds the distance to *an* eigenvalue. Empty: not measured. */
  eigenvalues: RitzValue[];
  /** Algebraically smallest, ascending. */
  smallest: RitzValue[];
  /** Started from fresh random vectors, not from the last measurement's. */
  cold: boolean;
  /** Why the iteration stopped: at the tolerance asked for, at the floor of float32, or at its limit of products. */
  stopped: 'tolerance' | 'floor' | 'products';
  /** Hessian-vector products that it took. */
  products: number;
  /** Between what λ1 of all the data lies, of which the samples are a part; null: one sub-batch tells nothing of it. */
  sample: SampleBracket | null;
  trace: Estimate | null;
  /** |λ|max / |λ|min; only from a dense spectrum or a positive definite Hessian, else null. */
  condition: number | null;
  density: SpectralDensity | null;
  /** Share of negative curvature: Σ|λ| over λ < 0 in Σ|λ|, from the density; null: not measured. */
  negativeShare: number | null;
  stability: StabilityLimit | null;
  /** λ1 of each layer's diagonal block. */
  layers: ({ layer: string } & RitzValue)[] | null;
  /** |cos| of the gradient with each of `eigenvalues`' vectors. */
  gradientCosines: number[] | null;
  update: UpdateReading | null;
  /** What a reader must know of these numbers: one dropout mask, batch statistics of the probe batch, … One sentence each. */
  notes: string[];
  /** Why there is no number at this step: one sentence; null: there is. */
  notMeasured: string | null;
}

export interface RitzValue {
  value: number;
  residual: number;
}

export interface Estimate {
  value: number;
  standardError: number;
}

export interface SampleBracket {
  lower: number;
  upper: number;
  /** Of vᵀH_b v over the sub-batches; the ends are widened by two of it. */
  standardError: number;
}

/** Density of eigenvalues on a grid, with unit mass; `spread` is the standard deviation over the probes at each point. */
export interface SpectralDensity {
  grid: Float64Array;
  values: Float64Array;
  spread: Float64Array;
  probes: number;
}

/** The limit of the optimizer in use and what is held against it: λ1 of H, or of P^-½HP^-½ where there is a preconditioner. */
export interface StabilityLimit {
  /** For example `momentum: 2(1 + β)/η`. */
  rule: string;
  /** Null: no limit is known; `why` says so. */
  limit: number | null;
  value: number | null;
  /** Bracket of `value`; claims use its ends. */
  lower: number | null;
  upper: number | null;
  why: string | null;
}

/** Of the step's own update Δθ: ΔL predicted by gᵀΔθ + ½ΔθᵀHΔθ and as it was, on the probe batch. */
export interface UpdateReading {
  predicted: number;
  actual: number;
  /** Where the update lands on the parabola through both ends (Cockpit's α): −1 start, 0 minimum, 1 mirrored. */
  alpha: number | null;
  /** Gradient noise scale tr(Σ)/‖g‖²; null: one sub-batch. */
  noiseScale: Estimate | null;
}

export interface MetricPayload {
  name: string;
  split: 'train' | 'validation';
  value: number;
  /** From 1; null outside epochs. */
  epoch: number | null;
  /** A batch's own value, or the value over an epoch. */
  scope: 'batch' | 'epoch';
}

export type Severity = 'info' | 'warning' | 'error';

/** A diagnosis. Recorded again when it grows: of records with the same `id` the last one holds. */
export interface FindingPayload {
  /** Of this run, from 0. */
  id: number;
  rule: string;
  family: string;
  severity: Severity;
  layer: string | null;
  variable: string | null;
  file: string | null;
  line: number | null;
  message: string;
  evidence: Record<string, unknown>;
  advice: string;
  /** What followed from it, a sentence each. */
  consequences: string[];
  /** The finding that this one follows from: then it is shown there, among the consequences, and not for itself. */
  causedBy: number | null;
  /** Steps at which it held. */
  count: number;
}

export interface EndPayload {
  stopped: Stopped;
  /** Milliseconds since the run started. */
  time: number;
}
