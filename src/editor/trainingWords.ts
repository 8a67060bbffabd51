/** A training call, and the quick look that tells whether a file may have one: no parser is loaded for it. */
export interface TrainingCall {
  /** The call as the user wrote it: `fit`, `minimize`, `variableGrads`, `assign`, … */
  callee: string;
  /** Line above which the lens stands, from 1: of the call, or of the loop around it. */
  lensLine: number;
  /** Line of the call itself, from 1. */
  line: number;
  /** Position of the call in the text. */
  position: number;
}

/** Whether the file has calls that would train if it turned out to use TensorFlow.js. */
export function mayTrain(text: string): boolean {
  return /\.\s*(fit|fitDataset|trainOnBatch|minimize|applyGradients|assign)\b|variableGrads|[gG]rads?\b/.test(text);
}
