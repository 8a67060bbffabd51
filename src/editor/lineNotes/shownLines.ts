/** What notes on lines are made of, as the inspector knows it. */
import type { LineNorms, LinePoint, LinesPayload } from '../../protocol/lines.js';
import type { VariableInfo } from '../../protocol/records.js';
import type { SourceFile } from '../../protocol/run.js';
import type { PlacedFinding } from './notes.js';

export interface LinesShown {
  /** Of the run. */
  id: string;
  training: number;
  /** The step that is shown. */
  step: number;
  /** As measured there, or last before; null: not at all. */
  norms: LineNorms | null;
  /** Worst first. */
  findings: readonly PlacedFinding[];
  /** The files of the run, as they were when they ran. */
  sources: readonly SourceFile[];
  variables: readonly VariableInfo[];
}

export interface ShownLines {
  /** Null: no run is shown, or it has no training yet. */
  now(): LinesShown | null;
  history(training: number, file: string, line: number): LinePoint[];
  /** Everything of the step at which it was measured. */
  detail(training: number, step: number): LinesPayload | null;
  onDidChange(listener: () => void): () => void;
}
