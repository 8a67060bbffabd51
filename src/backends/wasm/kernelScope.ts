/**
 * How our kernels are written: from kernels that the backend has, run directly on it and not through the engine, so
 * that neither the tape nor tf.memory() nor a hook sees the steps in between.
 */
import type { KernelBackend, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';

export interface WasmBackend extends KernelBackend {
  makeOutput(shape: number[], dtype: TensorInfo['dtype']): TensorInfo;
  /** A view of the heap: it is detached when the heap grows, that is by any allocation. */
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
}

type Inputs = Record<string, TensorInfo>;
export type Attributes = Record<string, unknown>;

export interface KernelScope {
  core: TensorflowCore;
  backend: WasmBackend;
  /** Runs a kernel of the backend; what it returns lives until the end of the scope. */
  run(kernel: string, inputs: Inputs, attributes?: Attributes): TensorInfo;
}

/** The same elements under another shape. */
export function view(tensor: TensorInfo, shape: number[]): TensorInfo {
  return { ...tensor, shape };
}

/** Joins tensors along their first axis. */
export function concatenate({ run }: KernelScope, parts: TensorInfo[]): TensorInfo {
  return parts.length === 1 ? parts[0]! : run('Concat', parts as unknown as Inputs, { axis: 0 });
}

type Body = (scope: KernelScope, inputs: Inputs, attributes: Attributes) => TensorInfo | TensorInfo[];

/** Registers a kernel on wasm; the one that was there, if any, is replaced and given to `body` to fall back on. */
export function registerWasmKernel(core: TensorflowCore, kernelName: string, body: (stock: Body | null) => Body): void {
  const old = core.getKernel(kernelName, 'wasm');
  const stock: Body | null = old
    ? ({ backend }, inputs, attributes) =>
        old.kernelFunc({ inputs: inputs as NamedTensorInfoMap, attrs: attributes as NamedAttrMap, backend })
    : null;
  const kernel = body(stock);
  if (old) core.unregisterKernel(kernelName, 'wasm');
  // The mark tells second derivatives (src/autodiff) that this kernel is right.
  const mark = { isTrainingKernel: true };
  core.registerKernel({
    ...old,
    ...mark,
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) =>
      inScope(core, backend as WasmBackend, (scope) => kernel(scope, inputs as Inputs, (attrs ?? {}) as Attributes)),
  });
}

/** Frees all that was made between, but for the results. */
function inScope(
  core: TensorflowCore,
  backend: WasmBackend,
  body: (scope: KernelScope) => TensorInfo | TensorInfo[],
): TensorInfo | TensorInfo[] {
  const made: TensorInfo[] = [];
  let results: TensorInfo[] = [];
  const run: KernelScope['run'] = (name, inputs, attributes = {}) => {
    const kernel = core.getKernel(name, 'wasm');
    if (!kernel) throw new Error(`The wasm backend has no kernel ${name}.`);
    const output = kernel.kernelFunc({
      inputs: inputs as NamedTensorInfoMap,
      attrs: attributes as NamedAttrMap,
      backend,
    }) as TensorInfo;
    made.push(output);
    return output;
  };
  try {
    const output = body({ core, backend, run });
    results = Array.isArray(output) ? output : [output];
    return output;
  } finally {
    for (const { dataId } of made) {
      if (!results.some((result) => result.dataId === dataId)) backend.disposeData(dataId);
    }
  }
}
