/** The parts of TensorFlow.js that the hooks touch: stable from 4.0 to 4.22, and not in its published types. */
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs-core';

export interface Gradients {
  value: Tensor;
  grads: (Tensor | null | undefined)[];
}

export interface KernelCall {
  kernelName?: string;
  inputs: Record<string, Tensor | null | undefined> | Tensor[];
  attrs?: object;
  /** Of a function with a gradient of its own, in place of a kernel's name. */
  forwardFunc?: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor;
  backwardsFunc?: (dy: Tensor, saved: Tensor[]) => Record<string, () => Tensor>;
}

export interface Engine {
  backendName: string | undefined;
  state: {
    gradientDepth: number;
    kernelDepth: number;
    activeTape: { inputs: Record<string, Tensor | null | undefined> }[] | null;
    registeredVariables: Record<string, Variable | undefined>;
    tensorInfo: WeakMap<DataId, { dtype: string; bytes: number; backend?: unknown }>;
  };
  gradients(f: () => Tensor, xs: Tensor[], dy?: Tensor | null, allowNoGradients?: boolean): Gradients;
  makeVariable(initialValue: Tensor, trainable?: boolean, name?: string, dtype?: string): Variable;
  runKernelFunc(call: KernelCall): Tensor | Tensor[];
  /** Copies a tensor for a backward pass. */
  clone(tensor: Tensor): Tensor;
  readSync(dataId: DataId): ArrayLike<number>;
  read(dataId: DataId): Promise<ArrayLike<number>>;
}

export function isVariable(tensor: Tensor): tensor is Variable {
  return typeof (tensor as Partial<Variable>).assign === 'function';
}

/**
 * Replaces a method by one that is given the original. The property is not enumerable, and the function keeps its name,
 * so that neither `Object.keys` nor a stack trace reads differently.
 */
export function replaceMethod<T extends object, K extends keyof T & string>(
  owner: T,
  name: K,
  make: (original: T[K]) => T[K],
): void {
  const value = make(owner[name]);
  Object.defineProperty(value as object, 'name', { value: name, configurable: true });
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false });
}

/**
 * The values of a tensor as they are now, in a tensor that outlives it. The engine does not count it (tf.memory() stays as
 * it is); it only finds, by its dataId, a backend that holds the values.
 */
export function detachedCopy(engine: Engine, tensor: Tensor): Tensor {
  const values = tensor.dataSync().slice();
  const dataId = {} as DataId;
  const info = { backend: { readSync: () => values }, dtype: tensor.dtype, shape: tensor.shape, bytes: 0 };
  engine.state.tensorInfo.set(dataId, info);
  const copy = Object.create(Object.getPrototypeOf(tensor) as object) as Tensor;
  return Object.assign(copy, { dataId, shape: tensor.shape, dtype: tensor.dtype, size: tensor.size });
}

/** Calls back with the process's one engine, now or as soon as TensorFlow.js makes it. */
export function onEngine(found: (engine: Engine) => void): void {
  const holder = globalThis as { _tfengine?: Engine };
  if (holder._tfengine) {
    found(holder._tfengine);
    return;
  }
  Object.defineProperty(holder, '_tfengine', {
    configurable: true,
    enumerable: false,
    get: () => undefined,
    set(engine: Engine) {
      // From here on the global is what it is without us: a plain property.
      Object.defineProperty(holder, '_tfengine', {
        value: engine,
        configurable: true,
        enumerable: true,
        writable: true,
      });
      found(engine);
    },
  });
}
