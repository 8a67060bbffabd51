/**
 * The SIMD pass over what is fetched from a backend into a memory of our own. The weights of a Variable stay there, so
 * that an update is measured with one fetch.
 */
import type { DataId, KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import { ownMemory } from './ownMemory.js';
import { nativeCopy, type CopyTo } from './nativeCopy.js';
import type { StatisticsReader } from './reader.js';
import { createSimdPass } from './simdPass.js';
import { backendOf, elementsOf } from './tensorData.js';
import { weightHistograms } from './weightHistograms.js';

/** Where the weights of a Variable lie, and those that it is assigned next. */
interface Kept {
  now: number;
  next: number;
  dataId: DataId | null;
}

export interface FetchedPass extends StatisticsReader {
  /** Whether there is room for what a tensor needs; else it is to be read in another way. */
  takes(tensor: Tensor): boolean;
}

/** For the tensors of any backend that can be read synchronously. */
export function createFetchedPass(module: WebAssembly.Module): FetchedPass {
  const memory = ownMemory();
  const pass = createSimdPass(memory.memory, module, memory.results);
  const known = weightHistograms();
  const kept = new WeakMap<Tensor, Kept>();
  const copies = new WeakMap<KernelBackend, CopyTo>();

  function fetch(tensor: Tensor, address: number): void {
    const backend = backendOf(tensor);
    let copy = copies.get(backend);
    if (!copy) copies.set(backend, (copy = nativeCopy(backend, memory) ?? (() => false)));
    if (copy(tensor, address)) return;
    const values = elementsOf(tensor);
    memory.elements(address, values.length).set(values);
  }

  /** Places for a Variable and what it is assigned, with its elements in the first; for any other tensor for this once. */
  function placeOf(before: Tensor): Kept {
    const { size } = before;
    let place = kept.get(before);
    if (!place) {
      const stays = 'assign' in before;
      const at = (which: 0 | 1) => (stays ? memory.allocate(size, before) : memory.scratch(size, which));
      place = { now: at(0), next: at(1), dataId: null };
      if (stays) kept.set(before, place);
    }
    if (place.dataId !== before.dataId) fetch(before, place.now);
    place.dataId = before.dataId;
    return place;
  }

  return {
    takes: ({ size }) => memory.hasRoom(4 * size),
    measure(tensor, histograms, row = 0) {
      const address = memory.scratch(tensor.size);
      fetch(tensor, address);
      return pass.measure(address, tensor.size, histograms, row);
    },
    measureDifference(before, after) {
      const { now, next } = placeOf(before);
      fetch(after, next);
      return pass.measureDifference(now, next, after.size);
    },
    measureUpdate(before, after, histograms, row = 0) {
      const place = placeOf(before);
      const { now, next } = place;
      fetch(after, next);
      const measured = pass.measureUpdate(now, next, after.size, histograms, row, histograms && known.of(before));
      if (histograms) known.keep(before, after, measured.weight, histograms.weight, row);
      place.now = next;
      place.next = now;
      place.dataId = after.dataId;
      return measured;
    },
  };
}
