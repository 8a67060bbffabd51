/**
 * Copies large tensors out of the TensorFlow backend (tfjs-node, -gpu) straight into our memory. Its binding shares the
 * memory of a typed array with the tensor made from it, and TensorFlow's InplaceUpdate writes rows into the memory of its
 * input: one copy, where a fetch makes two and a buffer for the garbage collector.
 */
import type { DataId, KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import type { OwnMemory } from './ownMemory.js';
import { elementsOf } from './tensorData.js';

/** False where it did not copy. */
export type CopyTo = (tensor: Tensor, address: number) => boolean;

interface Attribute {
  name: string;
  type: number;
  value: number;
}

/** The internals of tfjs-node, 4.0 to 4.22. */
interface Binding {
  TF_FLOAT: number;
  TF_INT32: number;
  TF_ATTR_TYPE: number;
  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number;
  deleteTensor(id: number): void;
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): { id: number }[];
}
interface NativeBackend extends KernelBackend {
  binding: Binding;
  isUsingGpuDevice: boolean;
  tensorMap: { get(dataId: DataId): { id: number; values: unknown; dtype: number } };
}

/** Below this, two ops cost more than a fetch. */
const FEWEST_ELEMENTS = 32_768;

/** Null where the backend is another. */
export function nativeCopy(backend: KernelBackend, memory: OwnMemory): CopyTo | null {
  if (!isNative(backend)) return null;
  const { binding, tensorMap } = backend;
  const type = (name: string, value: number) => ({ name, type: binding.TF_ATTR_TYPE, value });
  const float = type('T', binding.TF_FLOAT);
  const index = type('Tshape', binding.TF_INT32);
  const firstRow = binding.createTensor([1], binding.TF_INT32, Int32Array.of(0));
  const rowShapes = new Map<number, number>();
  const targets = new Map<string, number>();
  let buffer = memory.memory.buffer;
  /** Whether a copy was held against a fetch: what is relied on here is documented nowhere. */
  let proven = false;
  let usable = true;

  /** Growing the memory detaches the arrays that the targets were made from. */
  function dropTargets(): void {
    for (const id of targets.values()) binding.deleteTensor(id);
    targets.clear();
    buffer = memory.memory.buffer;
  }

  /** TensorFlow's tensor [1, count] whose memory is ours. */
  function targetAt(address: number, count: number): number {
    if (buffer !== memory.memory.buffer) dropTargets();
    const key = `${address}:${count}`;
    let id = targets.get(key);
    if (id === undefined) {
      id = binding.createTensor([1, count], binding.TF_FLOAT, memory.elements(address, count));
      targets.set(key, id);
    }
    return id;
  }

  function rowShape(count: number): number {
    let id = rowShapes.get(count);
    if (id === undefined)
      rowShapes.set(count, (id = binding.createTensor([2], binding.TF_INT32, Int32Array.of(1, count))));
    return id;
  }

  function copy(id: number, address: number, count: number): void {
    const target = targetAt(address, count);
    const row = binding.executeOp('Reshape', [float, index], [id, rowShape(count)], 1)[0]!.id;
    binding.deleteTensor(binding.executeOp('InplaceUpdate', [float], [target, firstRow, row], 1)[0]!.id);
    binding.deleteTensor(row);
  }

  function holds(tensor: Tensor, address: number): boolean {
    const copied = new Uint32Array(memory.memory.buffer, address, tensor.size);
    const fetched = elementsOf(tensor);
    const bits = new Uint32Array(fetched.buffer, fetched.byteOffset, fetched.length);
    return bits.every((value, i) => value === copied[i]);
  }

  return (tensor, address) => {
    const { size, dataId } = tensor;
    if (!usable || size < FEWEST_ELEMENTS) return false;
    const { id, values, dtype } = tensorMap.get(dataId);
    // Not yet handed over to TensorFlow: nothing to copy from.
    if (values != null || id < 0 || dtype !== binding.TF_FLOAT) return false;
    try {
      if (!proven) memory.elements(address, size).fill(NaN);
      copy(id, address, size);
      usable = proven ||= holds(tensor, address);
    } catch {
      usable = false;
    }
    return usable;
  };
}

function isNative(backend: KernelBackend): backend is NativeBackend {
  const { binding, tensorMap, isUsingGpuDevice } = backend as Partial<NativeBackend>;
  return typeof binding?.executeOp === 'function' && Boolean(tensorMap) && isUsingGpuDevice !== true;
}
