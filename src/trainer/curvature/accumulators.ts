/** An optimizer's accumulators (momentum, second moments, …) as flat numbers in the order of the training's variables. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

interface Accumulated {
  originalName: string;
  variable: Tensor | null;
}

/**
 * TensorFlow.js's optimizers keep lists `[{ originalName: 'NAME/v', variable }]` under names that begin with `accumulated`
 * or, of momentum and RMSprop, `accumulations…`; filled at the first step.
 */
export function accumulatorNames(optimizer: object | null): string[] {
  if (!optimizer) return [];
  return Object.entries(optimizer)
    .filter(([name, value]) => name.startsWith('accumul') && isAccumulated(value))
    .map(([name]) => name);
}

function isAccumulated(value: unknown): value is Accumulated[] {
  return Array.isArray(value) && value.length > 0 && typeof (value[0] as Accumulated | null)?.originalName === 'string';
}

/** Writes one accumulator of all variables; zeros where the optimizer has none for a variable. */
export function copyAccumulator(
  optimizer: object,
  name: string,
  variables: readonly { name: string; size: number }[],
  target: Float32Array,
  read: (tensor: Tensor) => ArrayLike<number>,
): void {
  const list = (optimizer as Record<string, unknown>)[name];
  const known = new Map<string, Tensor | null>();
  if (isAccumulated(list)) {
    for (const entry of list as (Accumulated | undefined)[]) {
      if (entry) known.set(entry.originalName.slice(0, entry.originalName.lastIndexOf('/')), entry.variable);
    }
  }
  let at = 0;
  for (const variable of variables) {
    const row = target.subarray(at, at + variable.size);
    const tensor = known.get(variable.name);
    if (tensor && tensor.size === variable.size) row.set(read(tensor));
    else row.fill(0);
    at += variable.size;
  }
}

export const sizesOf = (weights: readonly Tensor[]): { name: string; size: number }[] =>
  weights.map((weight) => ({ name: (weight as Variable).name, size: weight.size }));
