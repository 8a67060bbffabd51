/** A loss program as it was at one step, with what its values were: the shape of the computation as evidence. */
import type { LossProgram, Slot } from '../program/lossProgram.js';
import type { ReplayCheck } from '../program/checkProgram.js';
import type { VariableInfo } from '../protocol/records.js';
import type { ProgramGraph } from './programGraph.js';

/** Statistics of one slot's values on the recorded batch, with the weights of before the step. */
export interface SlotReading {
  size: number;
  /** Moments and extremes over finite elements; NaN where there are none. */
  mean: number;
  std: number;
  min: number;
  max: number;
  /** Share of elements that are exactly zero. */
  zeros: number;
  nan: number;
  inf: number;
  /**
   * Along the last dimension (units, channels, classes): what holds of each column over all else. Null: fewer than two dimensions, or a
   * single row.
   */
  columns: ColumnReading | null;
  /** Along all but the last dimension: samples. Null where `columns` is. */
  rows: RowReading | null;
}

export interface RowReading {
  count: number;
  /** Rows whose elements are all exactly zero. */
  allZero: number;
  /** Extremes of the rows' sums. */
  sumMin: number;
  sumMax: number;
  /** Rows with exactly one element that is not zero. */
  single: number;
}

export interface ColumnReading {
  count: number;
  /** Columns whose elements are all exactly zero. */
  allZero: number;
  /** Columns whose elements are all the same. */
  constant: number;
  /** Mean and standard deviation of each column. */
  mean: Float64Array;
  std: Float64Array;
}

export interface ProgramEvidence {
  step: number;
  program: LossProgram;
  check: ReplayCheck | null;
  /** By slot; absent: not read (refused, or a slot inside a group). */
  readings: ReadonlyMap<Slot, SlotReading>;
  /** Variables that take part and that the training does not train. */
  untrained: readonly StateVariable[];
  /** Rows of the training's variables that something was assigned to: by an optimizer, or by the program. */
  assigned: ReadonlySet<number>;
  /** By row of the training's variables: where its layer was put into the graph of a model, in order. */
  applications: ReadonlyMap<number, readonly { file: string; line: number }[]>;
  /** What the step's own update did on this batch; null: not known (yet). */
  update: UpdateEvidence | null;
  /** At the third and fourth step, where all steps from the first were observed; else null. */
  firstUpdates: FirstUpdates | null;
  /** The program as a graph. */
  graph: ProgramGraph;
}

export interface StateVariable extends VariableInfo {
  kernel: string;
  reading: SlotReading;
  trainable: boolean;
  /** Something was assigned to it since it was made: loaded weights, a moving mean, another training. */
  assigned: boolean;
}

/** An update Δw against the gradient g that the recorded loss has before it. */
export interface UpdateEvidence {
  /** cos(−Δw, g) over all variables: above zero downhill. */
  cosine: number;
  gradientNorm: number;
  updateNorm: number;
  /** Spread of |Δw| over its mean, over elements with a gradient: 0 where all elements move by the same. */
  spread: number;
  /** Loss on the recorded batch before and after. */
  before: number;
  after: number;
}

/** Relative errors of the first updates against Adam's, by which moments are corrected for their start at zero. */
export interface AdamFit {
  both: number;
  none: number;
  firstOnly: number;
  secondOnly: number;
}

export interface FirstUpdates {
  /** β of Δₜ = βΔₜ₋₁ − ηgₜ. */
  inertia: number;
  /** Relative error of that form. */
  inertiaError: number;
  adam: AdamFit;
}
