/** What is kept of an optimizer at a step: its numbers, and its accumulators flat in the order of the training's variables. */
import type { Tensor } from '@tensorflow/tfjs-core';
import {
  readOptimizerState,
  type AccumulatorName,
  type OptimizerState,
} from '../../curvature/stability/optimizerState.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { copyElements } from '../statistics/copyElements.js';

/** Everything but the accumulators: may be posted to another thread. */
export type OptimizerNumbers = Omit<OptimizerState, 'accumulators'>;

export interface OptimizerShape {
  numbers: OptimizerNumbers;
  accumulators: AccumulatorName[];
}

/** Cheap: no accumulator is read. */
export function optimizerShape(core: TensorflowCore, optimizer: object): OptimizerShape {
  const { accumulators, ...numbers } = readOptimizerState(core, optimizer, []);
  return { numbers, accumulators: Object.keys(accumulators) as AccumulatorName[] };
}

interface Accumulated {
  originalName: string;
  variable: Tensor | null;
}

/** Writes one accumulator of all variables into shared memory; NaN where the optimizer has none for a variable. */
export function copyAccumulator(
  optimizer: object,
  name: AccumulatorName,
  variables: readonly { name: string; size: number }[],
  target: Float32Array,
): void {
  const list = (optimizer as Partial<Record<AccumulatorName, (Accumulated | null)[] | null>>)[name] ?? [];
  const known = new Map(list.map((entry) => [entry?.originalName.replace(/\/[^/]*$/, ''), entry?.variable]));
  let at = 0;
  for (const variable of variables) {
    const row = target.subarray(at, at + variable.size);
    const tensor = known.get(variable.name);
    if (tensor && tensor.size === variable.size) copyElements(tensor, row);
    else row.fill(NaN);
    at += variable.size;
  }
}

export function optimizerState(numbers: OptimizerNumbers, accumulators: Record<string, Float32Array>): OptimizerState {
  const rows = Object.entries(accumulators).map(([name, row]) => [name, Float64Array.from(row)]);
  return { ...numbers, accumulators: Object.fromEntries(rows) as OptimizerState['accumulators'] };
}
