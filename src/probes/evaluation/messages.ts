/** What the evaluating thread and its client say to each other: structured clone, typed arrays as they are. */
import type { MessagePort } from 'node:worker_threads';
import type { LossProgram, ProgramData, Values } from '../../program/lossProgram.js';
import type { OpenOptions } from '../../program/openProgram.js';
import type { ValueAt } from '../values/brokenElements.js';

export interface EvaluationThreadData {
  precision: 'float32' | 'float64';
  backend: 'cpu' | 'wasm';
  /** Folder of the bundled TensorFlow.js. */
  assets: string;
  /** Where requests come from; absent: from the thread that started it, which has a loop of its own. */
  waiting?: {
    port: MessagePort;
    /** Int32: answers so far; who asks stands in `Atomics.wait` on it. */
    answered: SharedArrayBuffer;
  };
}

export interface EvaluationPlace {
  /** The built evaluation thread. */
  thread: URL;
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
  | { kind: 'elements'; program: LossProgram; weights: Weights; at: ValueAt; places: readonly number[] }
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
