/**
 * Messages between the extension host and the webview inspector. The HTML inspector carries the same
 * messages embedded. All numbers over steps travel as typed arrays.
 */
import type { PauseReason, TrainerPhase } from './control.js';
import type { CurvatureDetail, CurvatureSeries, Measurement } from './curvature.js';
import type { RecordedFinding } from './findings.js';
import type { GradientPaths, LinesSeries } from './lines.js';
import type { JacobianSeries } from './jacobianSeries.js';
import type { OptimizerInfo, TermInfo, VariableInfo } from './records.js';
import type { TermsSeries } from './terms.js';
import type { BackendInfo, ProgramError, ProgramInfo, SourceFile } from './run.js';

/** One post to the webview: at most 30 a second, messages in order. */
export interface InspectorPost {
  messages: ToWebview[];
}

export type ToWebview =
  /** Nothing to show: no session and no run. */
  | { type: 'empty' }
  /** Which run is shown and what is known of it. Replaces everything else when `run.id` changes. */
  | { type: 'run'; run: RunHead }
  /** The head: state, step, speed. */
  | { type: 'status'; status: SessionStatus }
  /** Values over steps of one training; a later message replaces buckets from `firstBucket` on. */
  | { type: 'series'; series: TrainingSeries }
  /** Curvature over the steps of one training, whole at each message. */
  | { type: 'curvature'; curvature: CurvatureSeries }
  /** The terms of one training's loss over its steps, whole at each message. */
  | { type: 'terms'; terms: TermsSeries }
  /** The Jacobian of one training's outputs, whole at each message. */
  | { type: 'jacobian'; jacobian: JacobianSeries }
  /** Gradients on the lines of the program over the steps, for the HTML inspector. */
  | { type: 'lines'; lines: LinesSeries }
  /** Answers by request id. */
  | { type: 'readings'; request: number; readings: StepReadings }
  | { type: 'detail'; request: number; detail: VariableDetail }
  | { type: 'curvatureDetail'; request: number; detail: CurvatureDetail }
  | { type: 'gradientPaths'; request: number; paths: GradientPaths }
  /** A measurement that was asked for is under way: it may take a minute. `measured` or `refused` ends it. */
  | { type: 'measuring'; request: number; training: number; what: Measurement }
  | { type: 'measured'; request: number; what: Measurement; detail: CurvatureDetail }
  | { type: 'refused'; request: number; code: string; message: string }
  /** Text of the program's files, for the HTML inspector. */
  | { type: 'sources'; sources: SourceFile[] }
  /** The host asks the inspector to show a step, and a variable if named. */
  | { type: 'show'; training: number; step: number; variable: number | null };

export type FromWebview =
  /** The webview is ready, or visible again: send everything. */
  | { type: 'ready' }
  /** The last post is drawn, and there is time for another. */
  | { type: 'drawn' }
  /** The scrubber stands on this step; `follow`: it goes on with the newest. */
  | { type: 'seek'; training: number; step: number; follow: boolean }
  | { type: 'readings'; request: number; training: number; step: number }
  | { type: 'detail'; request: number; training: number; variable: number }
  | { type: 'curvatureDetail'; request: number; training: number; step: number }
  | { type: 'gradientPaths'; request: number; training: number; step: number }
  /** Measure now (`step` null: at the newest weights, running or paused) or at the checkpoint of a recorded run. */
  | { type: 'measure'; request: number; training: number; what: Measurement; step: number | null }
  | { type: 'action'; action: InspectorAction }
  | { type: 'pauseWhen'; condition: string | null }
  /** Reveal a line in the editor. */
  | { type: 'openLine'; file: string; line: number }
  /** Open docs/glossary.md at a heading: the heading's anchor. */
  | { type: 'glossary'; term: string }
  /** Open docs/rules.md at a rule. */
  | { type: 'rule'; rule: string };

/** Buttons of the inspector; each is the command of the same name. */
export const INSPECTOR_ACTIONS = [
  'pause',
  'step',
  'resume',
  'stop',
  'restart',
  'selectBackend',
  'editCondition',
  'exportHtml',
  'openExample',
  'showLog',
  'openRun',
] as const;
export type InspectorAction = (typeof INSPECTOR_ACTIONS)[number];

export interface RunHead {
  id: string;
  program: ProgramInfo;
  startedAt: number;
  backend: BackendInfo | null;
  trainings: TrainingHead[];
  /** Root causes worst first, then what follows from them. */
  findings: RecordedFinding[];
  /** What is damaged, in one sentence, and what is shown all the same; `step`: up to which the steps are whole, null: all are. */
  damage: { step: number | null; message: string; rest: string } | null;
  /** What was thinned to stay within the size limit: sentences. */
  thinned: string[];
}

export interface TrainingHead {
  id: number;
  file: string | null;
  line: number | null;
  callee: string;
  optimizer: OptimizerInfo | null;
  variables: VariableInfo[];
  terms: TermInfo[];
  planned: { steps: number | null; epochs: number | null; stepsPerEpoch: number | null };
  /** Closed steps recorded. */
  steps: number;
}

export type RunState = 'waiting' | 'running' | 'paused' | 'ended' | 'stopped' | 'failed' | 'damaged';

export interface SessionStatus {
  state: RunState;
  /** Phases of the start with their time; the last one without an end is under way, `elapsed` is its time so far. */
  phases: { phase: TrainerPhase; milliseconds: number | null; elapsed?: number }[];
  training: number;
  step: number;
  epoch: number | null;
  stepsPerSecond: number | null;
  /** Measured fraction: time beyond the program's own over its own. */
  overhead: number | null;
  pause: PauseReason | null;
  pauseWhen: string | null;
  error: ProgramError | null;
  programExit: number | null;
  recordingStopped: string | null;
  /** Whether a trainer can be reached: only then do pause, step, resume and stop make sense. */
  live: boolean;
}

/** What a bucket of a heat map shows. */
export const MARK = { notMeasured: 0, value: 1, zero: 2, nonFinite: 3 } as const;

/**
 * Columns over the steps of one training, decimated: bucket b covers steps b·size + 1 … (b + 1)·size. `size` is a power of
 * two such that there are at most SERIES_BUCKETS buckets; with size 1 every value is exact.
 */
export interface TrainingSeries {
  training: number;
  steps: number;
  size: number;
  firstBucket: number;
  /** Number of buckets in the arrays below. */
  buckets: number;
  /** Smallest, largest, last finite loss of the bucket; NaN where none. `lossMark` is a MARK. */
  lossMin: Float64Array;
  lossMax: Float64Array;
  lossLast: Float64Array;
  lossMark: Uint8Array;
  /** Values at the last step of the bucket. */
  time: Float64Array;
  epoch: Float64Array;
  learningRate: Float64Array;
  /** variables × buckets, row-major: largest finite norm in the bucket, and MARK (nonFinite beats zero beats value). */
  gradientNorm: Float32Array;
  gradientMark: Uint8Array;
  /** variables × buckets: largest update ratio ‖Δw‖/‖w‖ in the bucket; NaN not measured. */
  updateRatio: Float32Array;
  /** What the colours of the heat map span, from all steps so far. */
  ranges: { norm: DecadeRange; ratio: DecadeRange };
  /** terms × buckets: value at the last measured step of the bucket; NaN not measured. */
  terms: Float64Array;
  /** Metrics so far, whole at each message. Points are at the step after which they were reported. */
  metrics: MetricSeries[];
}
export const SERIES_BUCKETS = 4096;

/** Whole decades: exponents of ten of both ends. */
export interface DecadeRange {
  low: number;
  high: number;
}

export interface MetricSeries {
  name: string;
  split: 'train' | 'validation';
  scope: 'batch' | 'epoch';
  steps: Float64Array;
  values: Float64Array;
}

/** Everything known of one step, exact. Null: not measured. */
export interface StepReadings {
  training: number;
  step: number;
  time: number;
  loss: number | null;
  epoch: number | null;
  learningRate: number | null;
  variables: VariableReadings[];
  terms: (number | null)[];
}

export interface VariableReadings {
  gradientNorm: number | null;
  weightNorm: number | null;
  updateNorm: number | null;
  updateRatio: number | null;
  gradient: { mean: number; std: number; min: number; max: number; zeros: number; nan: number; inf: number } | null;
  weight: { mean: number; std: number; nan: number; inf: number } | null;
}

/** Histograms of one variable over steps, at most DETAIL_COLUMNS columns. */
export interface VariableDetail {
  training: number;
  variable: number;
  /** Step of each column, ascending. */
  steps: Float64Array;
  /** columns × HISTOGRAM_BINS counts. */
  gradient: Uint32Array;
  weight: Uint32Array;
  update: Uint32Array;
}
export const DETAIL_COLUMNS = 512;
