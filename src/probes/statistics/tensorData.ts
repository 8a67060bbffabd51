/** Where the engine of TensorFlow.js keeps a tensor: the few internals that reading without a copy needs. */
import type { DataId, KernelBackend, Tensor } from '@tensorflow/tfjs-core';

interface Engine {
  state: { tensorInfo: WeakMap<DataId, { backend: KernelBackend }> };
}

/** Backend that holds the values of a tensor; every copy of tfjs-core in a process shares the one engine. */
export function backendOf(tensor: Tensor): KernelBackend {
  const engine = (globalThis as typeof globalThis & { _tfengine?: Engine })._tfengine;
  const backend = engine?.state.tensorInfo.get(tensor.dataId)?.backend;
  if (!backend) throw new Error(`Tensor ${tensor.id} is disposed.`);
  return backend;
}

/**
 * The elements as float32, to be read at once and not to be kept: on cpu the backend's own storage, elsewhere a copy.
 * Reads through the backend, so that hooks on `dataSync` see nothing.
 */
export function elementsOf(tensor: Tensor): Float32Array {
  const values = backendOf(tensor).readSync(tensor.dataId) as ArrayLike<number>;
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
