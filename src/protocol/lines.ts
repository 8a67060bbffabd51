/** Records of the gradient on the lines of the user's code, and of its way from the loss to a variable. */

/**
 * The gradient of one step on the lines of the user's code: of the step's own loss program, on its own batch, at the weights of
 * before its update. With ∂L/∂v the gradient of the loss with respect to a value v, a line has
 *
 *     ‖g‖ = (Σ_v ‖∂L/∂v‖²)^½
 *
 * over the outputs of the ops that run on it and the variables that are made on it, each norm Euclidean over all elements. An
 * op that runs inside a layer counts on the line that makes the layer; one that runs in a function of the user counts on
 * its own line and on the line of the loss function from which that function was called.
 */
export interface LinesPayload {
  /** Absolute paths. */
  files: string[];
  /** Parallel from here on, one entry a line: index into `files`, and the line from 1. */
  file: Uint32Array;
  line: Uint32Array;
  /** ‖g‖ of the line; NaN or Infinity where an element is. */
  norm: Float64Array;
  /** Its part that is of variables made on the line, and its part that is of ops of functions called from it; 0: none. */
  parameters: Float64Array;
  called: Float64Array;
  /** Ops that count on the line. */
  ops: Uint32Array;
  /** Null: thinned away, or nothing is measured. */
  graph: GradientGraph | null;
  /** Why there is nothing: one sentence; null: there is. */
  why: string | null;
}

/**
 * The gradient after each op, and which way it took. From every value the way to the loss goes on with the op that uses it and
 * whose own output has the largest gradient; the way of the gradient from the loss to a variable is that way backwards.
 */
export interface GradientGraph {
  kernels: string[];
  layers: string[];
  /** Parallel, one entry an op of the loss program in the order in which they ran: indices into `kernels`, `layers` and
   * `LinesPayload.files`, the latter two plus one (0: none), and the line (0: not known). */
  kernel: Uint32Array;
  layer: Uint32Array;
  file: Uint32Array;
  line: Uint32Array;
  /** ‖∂L/∂output‖. */
  norm: Float64Array;
  /** Op that the way to the loss goes on with, plus one; 0: this op makes the loss. */
  next: Uint32Array;
  /** One a variable of the training: its first op, plus one (0: no op uses it), and ‖∂L/∂w‖. */
  first: Uint32Array;
  variable: Float64Array;
}

/** The way of the gradient from the loss to one variable: after each op, from the loss on. */
export interface GradientPath {
  /** Row of the variable in its training. */
  variable: number;
  points: PathPoint[];
  /** ‖∂L/∂w‖ at its end. */
  norm: number;
  /** Indices into `points`: the op in whose backward pass the norm shrinks most and grows most; null: nowhere. */
  shrinks: number | null;
  grows: number | null;
}

export interface PathPoint {
  kernel: string;
  layer: string | null;
  file: string | null;
  line: number | null;
  /** ‖∂L/∂output‖ of the op. */
  norm: number;
}

/** The gradient on the lines of one training over its measured steps. */
export interface LinesSeries {
  training: number;
  files: string[];
  /** One entry a line: index into `files`, and the line from 1. */
  file: Uint32Array;
  line: Uint32Array;
  /** Measured steps, ascending. */
  steps: Float64Array;
  /** lines × steps, row-major: ‖g‖; −1: the line had none at that step. */
  norms: Float64Array;
  /** Why nothing is measured: one sentence; null: something is, or may still be. */
  why: string | null;
}

/** ‖g‖ of each line that has one, at a measured step. */
export interface LineNorms {
  step: number;
  lines: { file: string; line: number; norm: number }[];
}

/** ‖g‖ of one line at a measured step. */
export interface LinePoint {
  step: number;
  norm: number;
}

/** The way of the gradient at a step, or last before it. */
export interface GradientPaths {
  training: number;
  /** The step that was asked for. */
  step: number;
  /** Null: none was recorded up to there. */
  measured: { step: number; payload: LinesPayload } | null;
}
