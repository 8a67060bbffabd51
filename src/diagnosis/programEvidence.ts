/** A loss program as it was at one step, with what its values were: the shape of the computation as evidence. */

/** Statistics of one slot's values on the recorded batch, with the weights of before the step. */
export interface SlotReading {
  mean: number;
  std: number;
  min: number;
  max: number;
  /** Share of elements that are exactly zero. */
  zeros: number;
  nan: number;
  inf: number;
}

export interface ProgramEvidence {
  step: number;
}
