/** The SIMD pass in the heap of the wasm backend (assembly/statistics.ts), bound to one backend. */
import type { DataId, KernelBackend } from '@tensorflow/tfjs-core';
import { FIELDS, foldFields, passOverElements } from './elementPass.js';
import type { ElementStatistics } from './reader.js';

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

export interface HeapPass {
  measure(values: DataId, count: number, histogram: Uint32Array | null): ElementStatistics;
  measureDifference(before: DataId, after: DataId, count: number, histogram: Uint32Array | null): ElementStatistics;
}

interface Exports {
  measure(values: number, count: number, out: number): void;
  measureWithHistogram(values: number, count: number, out: number): void;
  difference(before: number, after: number, count: number, out: number): void;
  differenceWithHistogram(before: number, after: number, count: number, out: number): void;
}

/** Counts by field lie in four banks after 64 bytes of statistics. */
const BANKS = 4;
const COUNTS = 64;
const RESULT_BYTES = COUNTS + BANKS * FIELDS * 4;
/** Below this, clearing the banks costs more than a pass in JavaScript. */
const FEWEST_ELEMENTS = 128;

export function createHeapPass(backend: HeapBackend, module: WebAssembly.Module): HeapPass {
  const memory = backend.wasm.asm!.memory!;
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const out = backend.wasm._malloc(RESULT_BYTES + 8) >>> 0;
  const aligned = (out + 7) & ~7;
  const at = (dataId: DataId) => backend.dataIdMap.get(dataId).memoryOffset;
  let difference = new Float32Array(FEWEST_ELEMENTS);

  // The heap may have grown since the last time: views are made anew.
  function result(count: number): ElementStatistics {
    const view = new DataView(memory.buffer, aligned, COUNTS);
    const [zeros, nan, inf] = [24, 28, 32].map((offset) => view.getInt32(offset, true)) as [number, number, number];
    const empty = nan + inf === count;
    return {
      count,
      sum: view.getFloat64(0, true),
      sumOfSquares: view.getFloat64(8, true),
      min: empty ? NaN : view.getFloat32(16, true),
      max: empty ? NaN : view.getFloat32(20, true),
      zeros,
      nan,
      inf,
    };
  }

  /** Small tensors, and the rare ones with both NaN and infinities, which share their exponent field. */
  function run(pass: () => void, elements: () => Float32Array, count: number, histogram: Uint32Array | null) {
    if (count < FEWEST_ELEMENTS) return passOverElements(elements(), histogram);
    pass();
    const statistics = result(count);
    if (!histogram) return statistics;
    if (statistics.nan > 0 && statistics.inf > 0) return passOverElements(elements(), histogram);
    const fields = new Uint32Array(memory.buffer, aligned + COUNTS, BANKS * FIELDS);
    // NaN has the field of the infinities, but belongs in no bin.
    if (statistics.nan > 0) for (let field = 0xff; field < fields.length; field += 0x100) fields[field] = 0;
    foldFields(fields, histogram);
    return statistics;
  }

  return {
    measure(values, count, histogram) {
      const address = at(values);
      return run(
        () => exports[histogram ? 'measureWithHistogram' : 'measure'](address, count, aligned),
        () => new Float32Array(memory.buffer, address, count),
        count,
        histogram,
      );
    },
    measureDifference(before, after, count, histogram) {
      const [from, to] = [at(before), at(after)];
      return run(
        () => exports[histogram ? 'differenceWithHistogram' : 'difference'](from, to, count, aligned),
        () => {
          const [a, b] = [new Float32Array(memory.buffer, from, count), new Float32Array(memory.buffer, to, count)];
          if (difference.length < count) difference = new Float32Array(count);
          for (let i = 0; i < count; i++) difference[i] = b[i]! - a[i]!;
          return difference.subarray(0, count);
        },
        count,
        histogram,
      );
    },
  };
}
