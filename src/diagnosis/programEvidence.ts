/** A loss program as it was at one step, with what its values were: the shape of the computation as evidence. */
import type { LossProgram, Slot } from '../program/lossProgram.js';
import type { ReplayCheck } from '../program/checkProgram.js';
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
  /** The program as a graph. */
  graph: ProgramGraph;
}
