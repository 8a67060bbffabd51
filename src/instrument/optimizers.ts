/** Optimizers: which one updates, with what configuration, and what gradient it was given. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { replaceMethod } from './engine.js';
import type { OptimizerInfo } from '../protocol/records.js';

export interface OptimizerObject {
  learningRate?: unknown;
  getClassName?(): string;
  getConfig?(): Record<string, unknown>;
  minimize(...args: unknown[]): unknown;
  applyGradients(gradients: GivenGradients): void;
}

export type GivenGradients = Record<string, Tensor | null> | { name: string; tensor: Tensor | null }[];

export interface OptimizerWatch {
  /** Optimizers whose minimize or applyGradients is running, innermost last. */
  readonly running: OptimizerObject[];
  /** The frame that called the `minimize` that is running, and whether one is; an `applyGradients` inside of it hides it. */
  readonly minimizing: { around: NodeJS.CallSite | null } | null;
  /** Hooks the classes behind an object: an optimizer, or a class's prototype. Safe to repeat. */
  watch(object: object): void;
  /** Order of construction: how many optimizers were seen before; −1 where it was not seen. */
  age(optimizer: OptimizerObject): number;
  /** How many constructions were seen. */
  constructed(): number;
}

export interface OptimizerEvents {
  /** Before the optimizer updates, with what it was given. */
  applying(optimizer: OptimizerObject, gradients: GivenGradients): void;
  /** The frame around the hook on a `minimize` that the program calls. */
  around(hook: (...args: never[]) => unknown): NodeJS.CallSite | null;
}

export function optimizerWatch(events: OptimizerEvents): OptimizerWatch {
  const running: OptimizerObject[] = [];
  const seen = new WeakSet<object>();
  const ages = new WeakMap<object, number>();
  let count = 0;
  let minimizing: OptimizerWatch['minimizing'] = null;

  function watchPrototype(prototype: OptimizerObject): void {
    if (seen.has(prototype)) return;
    seen.add(prototype);
    const owns = (name: string) => typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function';
    if (owns('minimize')) {
      noteConstruction(prototype);
      replaceMethod(prototype, 'minimize', (original) => {
        const hook = function (this: OptimizerObject, ...args: unknown[]) {
          const outer = minimizing;
          minimizing = { around: events.around(hook) };
          running.push(this);
          try {
            return original.apply(this, args);
          } finally {
            running.pop();
            minimizing = outer;
          }
        };
        return hook;
      });
    }
    if (owns('applyGradients')) {
      replaceMethod(prototype, 'applyGradients', (original) => {
        return function (this: OptimizerObject, gradients) {
          events.applying(this, gradients);
          const outer = minimizing;
          minimizing = null;
          running.push(this);
          try {
            original.call(this, gradients);
          } finally {
            running.pop();
            minimizing = outer;
          }
        };
      });
    }
  }

  /** Every optimizer assigns its learning rate as it is made: a setter on the base class sees it once, then is gone. */
  function noteConstruction(prototype: OptimizerObject): void {
    if (Object.hasOwn(prototype, 'learningRate')) return;
    Object.defineProperty(prototype, 'learningRate', {
      configurable: true,
      get: () => undefined,
      set(this: object, value: unknown) {
        ages.set(this, count++);
        Object.defineProperty(this, 'learningRate', { value, configurable: true, enumerable: true, writable: true });
      },
    });
  }

  return {
    running,
    get minimizing() {
      return minimizing;
    },
    watch(object) {
      for (
        let at: object | null = object;
        at && at !== Object.prototype;
        at = Object.getPrototypeOf(at) as object | null
      ) {
        watchPrototype(at as OptimizerObject);
      }
    },
    age: (optimizer) => ages.get(optimizer) ?? -1,
    constructed: () => count,
  };
}

export function optimizerInfo(optimizer: OptimizerObject): OptimizerInfo {
  const name = attempt(() => optimizer.getClassName?.()) ?? optimizer.constructor.name;
  return { name, config: plain(attempt(() => optimizer.getConfig?.()) ?? {}) };
}

export function learningRate(optimizer: OptimizerObject | null): number | null {
  return typeof optimizer?.learningRate === 'number' ? optimizer.learningRate : null;
}

/** Numbers, strings and booleans of a configuration: what a record can hold. */
function plain(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => ['number', 'string', 'boolean'].includes(typeof value)),
  );
}

/** The program's own class may throw where TensorFlow.js's do not. */
function attempt<R>(read: () => R): R | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
