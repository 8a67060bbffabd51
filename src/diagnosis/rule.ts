/** One rule a file: what it looks at, and when it stays silent. */
import type { Severity } from '../protocol/records.js';
import type { Evidence } from './evidence.js';

export type Family =
  | 'exploding-gradient'
  | 'vanishing-gradient'
  | 'dead-units'
  | 'saturated-units'
  | 'no-gradient'
  | 'non-differentiable'
  | 'nan-origin'
  | 'wrong-gradient'
  | 'unstable-step'
  | 'slow-step'
  | 'optimizer-bug'
  | 'accumulation'
  | 'initialization'
  | 'loss-mismatch'
  | 'linear-collapse'
  | 'data'
  | 'regularization'
  | 'batch-norm'
  | 'shared-weights'
  | 'reduction'
  | 'overfitting';

/**
 * `step`: after each closed step, so it must cost next to nothing. `probe`: after a probed loss program or a metric. `curvature`: after λ1
 * was measured with its bracket, also after the end. `end`: once, when the program ends.
 */
export type Occasion = 'step' | 'probe' | 'curvature' | 'end';

export interface Rule<Thresholds extends Record<string, number> = Record<string, number>> {
  /** Stable, kebab-case; the name in settings and in `// gradlens-ignore NAME`. */
  readonly name: string;
  readonly family: Family;
  readonly when: readonly Occasion[];
  /** With their defaults; each may be set by the user. */
  readonly thresholds: Thresholds;
  /** What holds now. The same `subject` again is the same finding, grown. */
  examine(evidence: Evidence, thresholds: Thresholds): Diagnosed[];
}

export interface Diagnosed {
  /** Tells two findings of one rule apart: a variable, a layer, a line; empty: there is one. */
  subject: string;
  severity: Severity;
  /** Step since which it holds; 0: before the first. */
  since: number;
  layer: string | null;
  variable: string | null;
  place: { file: string; line: number } | null;
  /** The option of the layer's call that is to blame: its line is the place, where the text has it. */
  option?: RegExp;
  /** One sentence, with its numbers. */
  message: string;
  /** The numbers. */
  evidence: Record<string, unknown>;
  /** What to change, as one or two sentences. */
  advice: string;
}
