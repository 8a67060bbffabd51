/** The last value of everything that the program reports, by `fit`, `evaluate` or gradlens.metric. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { METRIC_HOOK, type MetricHook } from '../../protocol/library.js';

export interface Reported {
  add(name: string, value: number): void;
  addAll(names: readonly string[], values: readonly number[], prefix?: string): void;
  /** Of `val_NAME`, or of a name that is reported without it. */
  validation(metric: string): number | undefined;
  training(metric: string): number | undefined;
  names(): string[];
}

export function reported(): Reported {
  const last = new Map<string, number>();
  const add = (name: string, value: number) => void last.set(name, value);
  // What a hand-written loop reports comes here in place of a recorder.
  const hook: MetricHook = (name, value) => add(name, Number(value));
  Object.defineProperty(globalThis, METRIC_HOOK, { value: hook, configurable: true, enumerable: false });
  const first = (names: string[]) => names.map((name) => last.get(name)).find((value) => value !== undefined);
  const validated = (metric: string) => first(namesOf(metric).map((name) => `val_${name}`));
  return {
    add,
    addAll: (names, values, prefix = '') => names.forEach((name, i) => add(prefix + name, values[i] ?? NaN)),
    // A metric without a validation of its own is that of one: the loss alone is always of the training.
    validation: (metric) => validated(metric) ?? (metric === 'loss' ? undefined : first(namesOf(metric))),
    training: (metric) => (metric === 'loss' || validated(metric) !== undefined ? first(namesOf(metric)) : undefined),
    names: () => [...last.keys()],
  };
}

/** TensorFlow.js reports accuracy as acc. */
const namesOf = (metric: string) =>
  metric === 'accuracy' ? ['accuracy', 'acc'] : metric === 'acc' ? ['acc', 'accuracy'] : [metric];

/** Values of scalars, which are disposed of. */
export function readScalars(outputs: Tensor | Tensor[]): number[] {
  return (Array.isArray(outputs) ? outputs : [outputs]).map((output) => {
    const value = output.dataSync()[0]!;
    output.dispose();
    return value;
  });
}
