/** What the inspector shows: a run, live or recorded, as its webviews ask for it. */
import type { RunHead, SessionStatus, StepReadings, TrainingSeries, VariableDetail } from '../protocol/inspector.js';

export interface InspectorSource {
  readonly runDirectory: string;
  head(): RunHead;
  status(): SessionStatus;
  /** Columns of a training from the bucket that holds step `from` on; null where it has no step yet. */
  series(training: number, from: number): TrainingSeries | null;
  /** @throws an error with a `code` where the step or the training is not recorded. */
  readings(training: number, step: number): Promise<StepReadings> | StepReadings;
  detail(training: number, variable: number): Promise<VariableDetail> | VariableDetail;
  /** Something above has changed. */
  onDidChange(listener: () => void): () => void;
  dispose(): void;
}
