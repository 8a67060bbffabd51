/** The parts of TensorFlow.js's engine that its published types leave out: stable from 4.0 to 4.22. */
import type { NamedAttrMap, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';

export type Inputs = Record<string, Tensor>;
/** The gradients of a node's inputs, each computed when it is asked for. */
export type InputGradients = Record<string, () => Tensor>;
/** `saved` are the tensors that the forward pass kept. */
export type GradientFunction = (dy: Tensor | Tensor[], saved: Tensor[], attributes: NamedAttrMap) => InputGradients;

export interface TapeNode {
  id: number;
  kernelName: string;
  inputs: Inputs;
  outputs: Tensor[];
  saved?: Tensor[];
  /** Missing for an op without a gradient. */
  gradient?: (dys: (Tensor | null)[]) => InputGradients;
}

/** How `tf.customGrad` calls the engine; a kernel's call has a `kernelName` instead of the two functions. */
export interface CustomGradCall {
  kernelName?: undefined;
  inputs: Inputs;
  attrs?: NamedAttrMap;
  forwardFunc: (backend: unknown, save: (tensors: Tensor[]) => void) => Tensor;
  backwardsFunc: GradientFunction;
}
export interface KernelCall {
  kernelName: string;
  inputs: Inputs;
  attrs?: NamedAttrMap;
}

export interface Engine {
  backend: unknown;
  state: {
    /** How many calls of `gradients` are recording: 0 outside, 2 and more when they are nested. */
    gradientDepth: number;
    kernelDepth: number;
    activeTape: TapeNode[] | null;
    activeScope: { name: string } | null;
  };
  gradients(
    f: () => Tensor,
    xs: Tensor[],
    dy?: Tensor | null,
    allowNoGradients?: boolean,
  ): { value: Tensor; grads: (Tensor | null | undefined)[] };
  addTapeNode(
    kernelName: string,
    inputs: Inputs,
    outputs: Tensor[],
    gradientFunction: GradientFunction | null | undefined,
    saved: Tensor[],
    attributes?: NamedAttrMap,
  ): void;
  runKernelFunc(call: KernelCall | CustomGradCall): Tensor | Tensor[];
  runKernel(kernelName: string, inputs: Inputs, attributes?: NamedAttrMap): Tensor | Tensor[];
  startTape(): void;
  endTape(): void;
  startScope(name?: string): void;
  endScope(result?: unknown): void;
  clone(x: Tensor): Tensor;
  keep(x: Tensor): Tensor;
  tidy<T>(f: () => T): T;
}

export function engineOf(core: TensorflowCore): Engine {
  return core.engine() as unknown as Engine;
}

/** What a gradient that threw on its way back has left: the tape, and all that is kept on it. */
export function releaseTape({ state }: Engine): void {
  if (state.gradientDepth !== 0 || !state.activeTape) return;
  for (const { saved } of state.activeTape) for (const tensor of saved ?? []) tensor.dispose();
  state.activeTape = null;
}

/** Runs a kernel that has one output, on the tape like any op. */
export function run(core: TensorflowCore, kernel: string, inputs: Inputs, attributes: object = {}): Tensor {
  return core.engine().runKernel(kernel, inputs as NamedTensorMap, attributes as NamedAttrMap);
}

type Methods = 'addTapeNode' | 'runKernelFunc';

/** Replaces a method of the engine; what is returned puts back exactly what was there. */
export function overrideMethod<K extends Methods>(
  engine: Engine,
  name: K,
  make: (original: Engine[K]) => Engine[K],
): () => void {
  const before = Object.getOwnPropertyDescriptor(engine, name);
  const value = make(engine[name]);
  Object.defineProperty(engine, name, { value, configurable: true, writable: true, enumerable: false });
  return () => {
    if (before) Object.defineProperty(engine, name, before);
    else Reflect.deleteProperty(engine, name);
  };
}
