/** The object that `gradlens train --json` prints, described for others by docs/schema.json. */
import type { Setting } from './comparison.js';
import type { RefusedMeasurement } from './measurements.js';
import type { BackendRung, Stopped } from './run.js';
import type { OptimizerInfo, Severity } from './records.js';

export const REPORT_SCHEMA = 1;

/** JSON has no number for these: they are written as strings, and a missing number is null. */
export type ReportNumber = number | 'NaN' | 'Infinity' | '-Infinity' | null;

export interface Report {
  schema: typeof REPORT_SCHEMA;
  gradlens: string;
  run: string;
  program: { file: string; line: number | null };
  backend: string | null;
  ladder: BackendRung[];
  stopped: Stopped;
  programExit: number | null;
  overhead: ReportNumber;
  trainings: ReportTraining[];
  findings: ReportFinding[];
}

/** The object that `gradlens compare --json` prints. */
export interface ComparisonReport {
  schema: typeof REPORT_SCHEMA;
  gradlens: string;
  compare: {
    /** As `gradlens show --json` prints each. */
    runs: Report[];
    /** Every training; `run` is an index into the runs, `training` its id there. */
    sides: { name: string; run: number; training: number }[];
    /** What is not the same: one value a side, null where it has none. */
    settings: Setting[];
    /** Files of a later run against the first's, in the unified format; null: `why` there is none. */
    sources: { run: number; file: string; diff: string | null; why: string | null }[];
  };
}

export interface ReportTraining {
  id: number;
  file: string | null;
  line: number | null;
  optimizer: OptimizerInfo | null;
  steps: number;
  epochs: number | null;
  loss: { first: ReportNumber; last: ReportNumber };
  metrics: ReportMetric[];
  variables: ReportVariable[];
  /** Null and empty until they are measured. */
  activations: [];
  lossProgram: { ops: number; batch: number | null; replays: boolean; why: string | null } | null;
  curvature: ReportCurvature | null;
  /** Of the loss, as they were measured last. */
  terms: ReportTerm[];
  /** At which step that was, and how far their gradients add up to the loss's; null: only values of declared regularizers are known. */
  termSum: {
    step: number;
    samples: number | null;
    value: ReportNumber;
    gradientNorm: ReportNumber;
    difference: ReportNumber;
  } | null;
  jacobian: ReportJacobian | null;
  newton: ReportNewton | null;
  verify: ReportVerified[];
  lines: ReportLine[];
  refused: RefusedMeasurement[];
}

export interface ReportMetric {
  name: string;
  split: 'train' | 'validation';
  first: ReportNumber;
  last: ReportNumber;
  best: { value: ReportNumber; epoch: number | null };
}

export interface ReportVariable {
  name: string;
  layer: string | null;
  shape: number[];
  parameters: number;
  file: string | null;
  line: number | null;
  updateRatio: ReportNumber;
  gradient: Record<'norm' | 'mean' | 'std' | 'min' | 'max' | 'zeros' | 'nan' | 'inf', ReportNumber>;
  weight: Record<'norm' | 'mean' | 'std', ReportNumber>;
}

/** Of the newest step at which they were measured. */
export interface ReportLine {
  file: string;
  line: number;
  gradientNorm: ReportNumber;
  ops: number;
}

export interface ReportTerm {
  name: string;
  file: string | null;
  line: number | null;
  value: ReportNumber;
  gradientNorm: ReportNumber;
  share: ReportNumber;
  cosine: ReportNumber;
  lambda: ReportNumber;
  variables: { name: string; gradientNorm: ReportNumber }[];
}

/** Of the loss as the program defines it, on the probe batch; variables in the order of the training. */
export interface ReportCurvature {
  step: number;
  samples: number | null;
  eigenvalues: ReportRitz[];
  smallest: ReportRitz[];
  sample: Record<'lower' | 'upper' | 'standardError', ReportNumber> | null;
  trace: Record<'value' | 'standardError', ReportNumber> | null;
  condition: ReportNumber;
  density: Record<'grid' | 'values' | 'spread', ReportNumber[]> | null;
  stability: { rule: string; limit: ReportNumber; value: ReportNumber; why: string | null } | null;
  track: { step: number; value: ReportNumber; residual: ReportNumber; samples: number | null }[];
  /** What a reader must know of these numbers, and why there are none: sentences. */
  notes: string[];
}

export type ReportRitz = Record<'value' | 'residual', ReportNumber>;

/** norm² is the mean over the samples of ‖∂z/∂x‖_F², at the weights after `step`. */
export interface ReportJacobian {
  step: number;
  norm: ReportNumber;
  /** Of the norm: by random projections (0: exact), and by the samples being some of many. */
  standardError: ReportNumber;
  sampleError: ReportNumber;
  exact: boolean;
  samples: number | null;
  /** What z is. */
  output: { op: string; logits: boolean; layer: string | null; file: string | null; line: number | null } | null;
  /** Largest singular value of a sample's Jacobian: largest and mean over the samples. */
  lipschitz: Record<'largest' | 'mean', ReportNumber> | null;
  nearZero: ReportNumber;
  /** ‖∂z/∂w‖_F by each variable. */
  variables: { name: string; norm: ReportNumber; standardError: ReportNumber }[];
  robustness: {
    loss: ReportNumber;
    scale: ReportNumber;
    points: Record<'epsilon' | 'noise' | 'gradientSign', ReportNumber>[];
  } | null;
  notes: string[];
}

export interface ReportNewton {
  damping: ReportNumber;
  iterations: number;
  predicted: ReportNumber;
  actual: ReportNumber;
  negativeCurvature: boolean;
  why: string | null;
}

export interface ReportVerified {
  quantity: string;
  value: ReportNumber;
  float64: ReportNumber;
  relativeError: ReportNumber;
}

export interface ReportFinding {
  rule: string;
  family: string;
  severity: Severity;
  step: number;
  training: number;
  layer: string | null;
  variable: string | null;
  file: string | null;
  line: number | null;
  message: string;
  evidence: Record<string, unknown>;
  advice: string;
  consequences: string[];
  count: number;
}
