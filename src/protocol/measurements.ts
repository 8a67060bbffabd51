/**
 * Records of what is measured on the recorded loss beside its curvature: which trainings have a loss program, checkpoints to
 * measure at later, the Newton step, and the same numbers in float64.
 */

/** The loss of a training as a recorded list of ops; the last record of a training holds. */
export interface LossProgramPayload {
  ops: number;
  /** Samples of a batch; null: the program does not tell samples apart. */
  batch: number | null;
  /** Whether loss and gradient of the replay equal the program's own bitwise. */
  replays: boolean;
  /** Why not, in one sentence. */
  why: string | null;
  refused: RefusedMeasurement[];
}

/** What cannot be measured, by the name of the op and on the user's line, and what still works. */
export interface RefusedMeasurement {
  what: 'curvature' | 'lossProgram' | 'newton' | 'verify';
  op: string | null;
  file: string | null;
  line: number | null;
  why: string;
}

/**
 * Everything to measure at a step again lies in `file` of the run: weights around its update, optimizer, loss program, data.
 * `file` empty: it was thinned away.
 */
export interface CheckpointPayload {
  file: string;
  bytes: number;
  /** Why it is kept: ends of the run and findings outlive the thinning. */
  kept: 'first' | 'last' | 'interval' | 'finding';
}

/** The Newton step (H + μI)⁻¹g by conjugate gradients, and what it would do to the loss of the probe batch. */
export interface NewtonPayload {
  damping: number;
  iterations: number;
  /** Decrease of the loss by the quadratic model, and as it is after the step; positive: the loss falls. */
  predicted: number;
  actual: number;
  /** A direction of negative curvature was met, and the iteration ended there. */
  negativeCurvature: boolean;
  /** ‖Hx + μx − g‖ / ‖g‖ where the iteration ended. */
  residual: number;
  /** How far ΔG = HΔx holds of the step's own update: ‖observed − predicted‖ / ‖observed‖; null: not measured. */
  gradientChange: number | null;
  samples: number | null;
  /** Why the step fails where it fails: one sentence; null: it does not. */
  why: string | null;
}

/** Every second derivative of a small model. */
export interface DenseHessian {
  /** Rows and columns: parameters of the training, in the order of its variables. At most HESSIAN_SIZE. */
  size: number;
  /** size × size, row-major, symmetric. */
  values: Float32Array;
  /** Layers along the diagonal, in order: first row of each, and its name. */
  blocks: { name: string; from: number }[];
  samples: number | null;
}
export const HESSIAN_SIZE = 2000;

/** Numbers of a step in float32, and the same recomputed in float64. */
export interface VerifyPayload {
  samples: number | null;
  quantities: VerifiedQuantity[];
  /** Why nothing could be verified: one sentence. */
  why: string | null;
}

export interface VerifiedQuantity {
  /** `loss`, `gradient norm of NAME`, `Hessian-vector product`, `λ1`. */
  quantity: string;
  value: number;
  float64: number;
  /** |value − float64| / |float64|; of a vector ‖difference‖/‖float64‖. */
  relativeError: number;
}
