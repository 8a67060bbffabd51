/** The elements of a tensor into an array that is there already: on wasm straight out of its heap, without garbage. */
import type { Tensor } from '@tensorflow/tfjs-core';
import { isHeapBackend } from './heapPass.js';
import { backendOf, elementsOf } from './tensorData.js';

/** @param target as long as the tensor; gets the elements as float32. @throws where the tensor is disposed. */
export function copyElements(tensor: Tensor, target: Float32Array): void {
  const backend = backendOf(tensor);
  if (tensor.dtype === 'float32' && tensor.size > 0 && isHeapBackend(backend)) {
    const { memoryOffset } = backend.dataIdMap.get(tensor.dataId);
    target.set(new Float32Array(backend.wasm.asm!.memory!.buffer, memoryOffset, tensor.size));
  } else target.set(elementsOf(tensor));
}
