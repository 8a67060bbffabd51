/** The SIMD pass in the heap of the wasm backend: nothing is copied. */
import type { KernelBackend, DataId, Tensor } from '@tensorflow/tfjs-core';
import type { StatisticsReader } from './reader.js';
import { createSimdPass, RESULTS_BYTES } from './simdPass.js';
import { weightHistograms } from './weightHistograms.js';

/** The internals of tfjs-backend-wasm, 4.0 to 4.22, that reading in its heap needs. */
export interface HeapBackend extends KernelBackend {
  wasm: {
    asm?: { memory?: WebAssembly.Memory };
    _malloc(bytes: number): number;
  };
  dataIdMap: { get(dataId: DataId): { memoryOffset: number } };
}

export function isHeapBackend(backend: KernelBackend): backend is HeapBackend {
  const { wasm, dataIdMap } = backend as Partial<HeapBackend>;
  return wasm?.asm?.memory instanceof WebAssembly.Memory && typeof wasm._malloc === 'function' && Boolean(dataIdMap);
}

export function createHeapPass(backend: HeapBackend, module: WebAssembly.Module): StatisticsReader {
  const results = ((backend.wasm._malloc(RESULTS_BYTES + 8) >>> 0) + 7) & ~7;
  const pass = createSimdPass(backend.wasm.asm!.memory!, module, results >>> 0);
  const known = weightHistograms();
  const at = ({ dataId }: Tensor) => backend.dataIdMap.get(dataId).memoryOffset;

  return {
    measure: (tensor, histograms, row = 0) => pass.measure(at(tensor), tensor.size, histograms, row),
    measureDifference: (before, after) => pass.measureDifference(at(before), at(after), after.size),
    measureUpdate(before, after, histograms, row = 0) {
      const counts = histograms && known.of(before);
      const measured = pass.measureUpdate(at(before), at(after), after.size, histograms, row, counts);
      if (histograms) known.keep(before, after, measured.weight, histograms.weight, row);
      return measured;
    },
  };
}
