/** What the Problems of a run are made of. */
import type { ShownFinding } from '../../protocol/inspector.js';
import type { SourceFile } from '../../protocol/run.js';

export interface FindingsShown {
  /** Of the run. */
  id: string;
  /** The file that ran. */
  program: string;
  /** Root causes, worst first. */
  findings: readonly ShownFinding[];
  /** Files of the run, as they were when they ran. */
  sources: readonly SourceFile[];
}

export interface ShownFindings {
  /** Null: no run is shown. */
  now(): FindingsShown | null;
  onDidChange(listener: () => void): () => void;
}
