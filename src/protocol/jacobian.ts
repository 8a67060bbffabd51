/**
 * How the outputs z of a model depend on its inputs x, measured on the recorded loss at the weights after a step: records of the kind `jacobian`,
 * which come late like those of curvature. J_b = ∂z_b/∂x_b is the Jacobian of sample b.
 */
export interface JacobianPayload {
  /** √(mean over the samples of ‖J_b‖_F²); null: not measured, and `notMeasured` says why. */
  norm: number | null;
  /** Of `norm`, from the random projections alone; 0 where it is exact. */
  standardError: number;
  /** Of `norm`, from the samples being some of many; null: they cannot be told apart, or there is one. */
  sampleError: number | null;
  /** By one backward sweep for each output; else by `sweeps` random projections (Hoffman, Roberts, Yaida 2019). */
  exact: boolean;
  samples: number | null;
  /** Outputs of a sample: the rows of J_b. */
  outputs: number;
  sweeps: number;
  /** What z is. */
  output: { op: string; logits: boolean; layer: string | null; file: string | null; line: number | null } | null;
  /** Largest singular value of J_b, the local Lipschitz constant: largest and mean over the samples; null: not asked for. */
  lipschitz: { largest: number; mean: number } | null;
  /** Share of entries of J below NEAR_ZERO of their root mean square; null: not asked for. */
  nearZero: number | null;
  /** √(mean over the samples of ‖∂z_b/∂w‖_F²) by each trained variable w, by random projections; empty: not asked for. */
  variables: { name: string; norm: number; standardError: number }[];
  /** Loss of the same samples at disturbed inputs; null: not asked for. */
  robustness: Robustness | null;
  /** What a reader must know of these numbers: one sentence each. */
  notes: string[];
  notMeasured: string | null;
}
export const NEAR_ZERO = 1e-3;

/** ε is in units of the inputs; `scale` is their root mean square, for a sense of its size. */
export interface Robustness {
  loss: number;
  scale: number;
  /** Mean loss at x + εn, n standard normal, and at x + ε·sign(∂L/∂x) (one gradient-sign step). */
  points: { epsilon: number; noise: number; gradientSign: number }[];
}
