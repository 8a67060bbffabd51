/** What the evaluating thread and its client say to each other: structured clone, typed arrays as they are. */
import type { LossProgram, ProgramData, Values } from '../../program/lossProgram.js';
import type { OpenOptions } from '../../program/openProgram.js';

export interface EvaluationThreadData {
  precision: 'float32' | 'float64';
  backend: 'cpu' | 'wasm';
  /** Folder of the bundled TensorFlow.js. */
  assets: string;
}

/** One array a variable, in the program's order. */
export type Weights = readonly Values[];

export type EvaluationRequest =
  | { kind: 'open'; program: LossProgram; options: OpenOptions }
  | { kind: 'setData'; opened: number; data: ProgramData }
  | { kind: 'loss'; opened: number; weights: Weights }
  | { kind: 'gradient'; opened: number; weights: Weights }
  | { kind: 'product'; opened: number; weights: Weights; vector: Weights }
  | { kind: 'dispose'; opened: number };

export interface LossAndGradient {
  loss: number;
  /** null: the loss does not depend on the variable. */
  gradient: (Values | null)[];
}

export interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}
