/** The SIMD pass in the heap of the wasm backend (assembly/statistics.ts), bound to one backend. */
import type { DataId, KernelBackend } from '@tensorflow/tfjs-core';
import { FIELDS, foldFields, passOverElements } from './elementPass.js';
import type { ElementStatistics, UpdateStatistics } from './reader.js';

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
  measureUpdate(
    before: DataId,
    after: DataId,
    count: number,
    histograms: Record<keyof UpdateStatistics, Uint32Array> | null,
  ): UpdateStatistics;
}

interface Exports {
  measure(values: number, count: number, out: number): void;
  measureWithHistogram(values: number, count: number, out: number): void;
  measureUpdate(before: number, after: number, count: number, update: number, weight: number): void;
  measureUpdateWithHistograms(before: number, after: number, count: number, update: number, weight: number): void;
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
  const first = ((backend.wasm._malloc(2 * RESULT_BYTES + 8) >>> 0) + 7) & ~7;
  const second = first + RESULT_BYTES;
  const at = (dataId: DataId) => backend.dataIdMap.get(dataId).memoryOffset;
  // The heap may have grown since the last time: views are made anew.
  const elements = (address: number, count: number) => new Float32Array(memory.buffer, address, count);
  const difference = (from: number, to: number, count: number) => {
    const [before, after] = [elements(from, count), elements(to, count)];
    return after.map((value, i) => value - before[i]!);
  };

  /** What a pass wrote at `out`. `again`: the elements, for the rare ones with both NaN and infinities. */
  function result(
    out: number,
    count: number,
    histogram: Uint32Array | null,
    again: () => Float32Array,
  ): ElementStatistics {
    const view = new DataView(memory.buffer, out, COUNTS);
    const nan = view.getInt32(28, true);
    const inf = view.getInt32(32, true);
    if (histogram) {
      // They share an exponent field, and NaN belongs in no bin.
      if (nan > 0 && inf > 0) return passOverElements(again(), histogram);
      const fields = new Uint32Array(memory.buffer, out + COUNTS, BANKS * FIELDS);
      if (nan > 0) for (let field = 0xff; field < fields.length; field += 0x100) fields[field] = 0;
      foldFields(fields, histogram);
    }
    const empty = nan + inf === count;
    return {
      count,
      sum: view.getFloat64(0, true),
      sumOfSquares: view.getFloat64(8, true),
      min: empty ? NaN : view.getFloat32(16, true),
      max: empty ? NaN : view.getFloat32(20, true),
      zeros: view.getInt32(24, true),
      nan,
      inf,
    };
  }

  return {
    measure(values, count, histogram) {
      const address = at(values);
      const all = () => elements(address, count);
      if (count < FEWEST_ELEMENTS) return passOverElements(all(), histogram);
      exports[histogram ? 'measureWithHistogram' : 'measure'](address, count, first);
      return result(first, count, histogram, all);
    },
    measureUpdate(before, after, count, histograms) {
      const [from, to] = [at(before), at(after)];
      const change = () => difference(from, to, count);
      const all = () => elements(to, count);
      const [update, weight] = histograms ? [histograms.update, histograms.weight] : [null, null];
      if (count < FEWEST_ELEMENTS)
        return { update: passOverElements(change(), update), weight: passOverElements(all(), weight) };
      exports[histograms ? 'measureUpdateWithHistograms' : 'measureUpdate'](from, to, count, first, second);
      return { update: result(first, count, update, change), weight: result(second, count, weight, all) };
    },
  };
}
