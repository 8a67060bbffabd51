/** What the inspector is told of the Jacobian of a model's outputs; a message replaces the one before. */
import type { JacobianPayload, Robustness } from './jacobian.js';

export interface JacobianSeries {
  training: number;
  /** One entry a measurement; at most JACOBIAN_POINTS. */
  steps: Float64Array;
  norms: Float64Array;
  /** Of the norm, from the random projections; 0: exact. */
  standardErrors: Float64Array;
  /** Of the norm, from the samples being some of many; NaN: not known. */
  sampleErrors: Float64Array;
  samples: Float64Array;
  /** What z is, as of the newest measurement; null: there is none. */
  output: JacobianPayload['output'];
  /** As it was measured last; null: it was not. */
  robustness: (Robustness & { step: number; samples: number | null }) | null;
  /** Of the newest measurement. */
  notes: string[];
  /** Why the newest step has no number: one sentence; null: it has one. */
  notMeasured: string | null;
}
export const JACOBIAN_COLUMNS = ['steps', 'norms', 'standardErrors', 'sampleErrors', 'samples'] as const;
/** Of more measurements a message holds every second, every fourth, …; always the newest. */
export const JACOBIAN_POINTS = 1024;
