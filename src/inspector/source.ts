/** What the inspector shows: a run, live or recorded, as its webviews ask for it. */
import type { CurvatureDetail, CurvatureSeries, MeasuredAt, Measurement } from '../protocol/curvature.js';
import type { GradientPaths, LineNorms, LinePoint, LinesPayload } from '../protocol/lines.js';
import type { SourceFile } from '../protocol/run.js';
import type { JacobianSeries } from '../protocol/jacobianSeries.js';
import type { TermsSeries } from '../protocol/terms.js';
import type { RunHead, SessionStatus, StepReadings, TrainingSeries, VariableDetail } from '../protocol/inspector.js';

/** By training: the lowest step of which something new is known. */
export type Changes = ReadonlyMap<number, number>;

export interface InspectorSource {
  readonly runDirectory: string;
  head(): RunHead;
  status(): SessionStatus;
  /** Buckets of a training from the one that holds step `from` on; null where it has no step yet. */
  series(training: number, from: number): TrainingSeries | null;
  /** @throws an error with a `code` where the step or the training is not recorded. */
  readings(training: number, step: number): StepReadings;
  detail(training: number, variable: number): VariableDetail;
  /** Grows with each change of the training's curvature; 0: nothing is known of it. */
  curvatureVersion(training: number): number;
  curvature(training: number): CurvatureSeries | null;
  /** Changes with the version of the curvature. */
  terms(training: number): TermsSeries | null;
  jacobian(training: number): JacobianSeries | null;
  curvatureDetail(training: number, step: number): CurvatureDetail;
  /** Grows with each measurement of the gradient on lines; 0: there is none. */
  linesVersion(training: number): number;
  /** As measured at the step, or last before it; null: at none. */
  lineNorms(training: number, step: number): LineNorms | null;
  /** Of one line over the measured steps. */
  lineHistory(training: number, file: string, line: number): LinePoint[];
  linesAt(training: number, step: number): MeasuredAt<LinesPayload> | null;
  gradientPaths(training: number, step: number): GradientPaths;
  /** Texts of the program's files as they ran. */
  sources(): readonly SourceFile[];
  /** Measures now (`step` null) or at a checkpoint. Rejects with a `code` and one sentence. */
  measure(training: number, what: Measurement, step: number | null): Promise<CurvatureDetail>;
  /** Something above has changed. */
  onDidChange(listener: (changes: Changes) => void): () => void;
  dispose(): void;
}
