/** The SIMD pass (assembly/statistics.ts) over elements in one memory, told by their addresses. */
import { FIELDS, foldFields, passOverElements } from './elementPass.js';
import type { ElementStatistics, Size, UpdateHistograms, UpdateStatistics } from './reader.js';

export interface SimdPass {
  measure(values: number, count: number, histogram: Uint32Array | null): ElementStatistics;
  measureDifference(before: number, after: number, count: number): ElementStatistics;
  /** `known`: the histogram of the elements before, in none of which is a NaN; null: it is not known. */
  measureUpdate(
    before: number,
    after: number,
    count: number,
    histograms: UpdateHistograms | null,
    known: Uint32Array | null,
  ): UpdateStatistics;
}

type OverUpdate = (before: number, after: number, count: number, update: number, weight: number) => void;
interface Exports {
  measure(values: number, count: number, out: number): void;
  measureWithHistogram(values: number, count: number, out: number): void;
  measureDifference(before: number, after: number, count: number, out: number): void;
  measureUpdate: OverUpdate;
  measureUpdateWithHistograms: OverUpdate;
  measureUpdateWithChanges: OverUpdate;
}

/** Counts by field lie in four banks after 64 bytes of statistics. */
const BANKS = 4;
const COUNTS = 64;
const RESULT_BYTES = COUNTS + BANKS * FIELDS * 4;
/** Room that a pass writes its results to. */
export const RESULTS_BYTES = 2 * RESULT_BYTES;
/** Below this, clearing the banks costs more than a pass in JavaScript. */
const FEWEST_ELEMENTS = 128;

/** @param results address of RESULTS_BYTES bytes, a multiple of 8 */
export function createSimdPass(memory: WebAssembly.Memory, module: WebAssembly.Module, results: number): SimdPass {
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const first = results;
  const second = results + RESULT_BYTES;
  let view = new DataView(memory.buffer);
  let fields = { first: countsAt(first), second: countsAt(second) };

  function countsAt(out: number): Uint32Array {
    return new Uint32Array(memory.buffer, out + COUNTS, BANKS * FIELDS);
  }
  /** The memory may have grown since the last time, which detaches views. */
  function renewViews(): void {
    if (view.buffer === memory.buffer) return;
    view = new DataView(memory.buffer);
    fields = { first: countsAt(first), second: countsAt(second) };
  }
  const elements = (address: number, count: number) => new Float32Array(memory.buffer, address, count);
  const difference = (before: number, after: number, count: number) => {
    const from = elements(before, count);
    return elements(after, count).map((value, i) => value - from[i]!);
  };

  function completeAt(out: number, count: number): ElementStatistics {
    const nan = view.getInt32(out + 28, true);
    const inf = view.getInt32(out + 32, true);
    const empty = nan + inf === count;
    return {
      count,
      sum: view.getFloat64(out, true),
      sumOfSquares: view.getFloat64(out + 8, true),
      min: empty ? NaN : view.getFloat32(out + 16, true),
      max: empty ? NaN : view.getFloat32(out + 20, true),
      zeros: view.getInt32(out + 24, true),
      nan,
      inf,
    };
  }

  function sizeAt(out: number, count: number): Size {
    const sumOfSquares = view.getFloat64(out + 8, true);
    return { count, sumOfSquares, nan: view.getInt32(out + 28, true), inf: view.getInt32(out + 32, true) };
  }

  /** `again`: the elements, for the rare ones with both NaN and infinities, which share an exponent field. */
  function fold(
    { nan, inf }: { nan: number; inf: number },
    counts: Uint32Array,
    histogram: Uint32Array,
    again: () => Float32Array,
  ): void {
    if (nan > 0 && inf > 0) {
      passOverElements(again(), histogram);
      return;
    }
    if (nan > 0) for (let field = 0xff; field < counts.length; field += 0x100) counts[field] = 0;
    histogram.fill(0);
    foldFields(counts, histogram);
  }

  return {
    measure(values, count, histogram) {
      const all = () => elements(values, count);
      if (count < FEWEST_ELEMENTS) return passOverElements(all(), histogram);
      exports[histogram ? 'measureWithHistogram' : 'measure'](values, count, first);
      renewViews();
      const statistics = completeAt(first, count);
      if (histogram) fold(statistics, fields.first, histogram, all);
      return statistics;
    },
    measureDifference(before, after, count) {
      exports.measureDifference(before, after, count, first);
      renewViews();
      return completeAt(first, count);
    },
    measureUpdate(before, after, count, histograms, known) {
      const change = () => difference(before, after, count);
      const all = () => elements(after, count);
      if (count < FEWEST_ELEMENTS) {
        const update = passOverElements(change(), histograms && histograms.update);
        return { update, weight: passOverElements(all(), histograms && histograms.weight) };
      }
      const kind = !histograms ? '' : known ? 'WithChanges' : 'WithHistograms';
      exports[`measureUpdate${kind}`](before, after, count, first, second);
      renewViews();
      const weight = { ...sizeAt(second, count), sum: view.getFloat64(second, true) };
      const result = { update: sizeAt(first, count), weight };
      if (histograms) {
        fold(result.update, fields.first, histograms.update, change);
        if (known && result.weight.nan + result.weight.inf === 0) {
          histograms.weight.set(known);
          foldFields(fields.second, histograms.weight);
        } else fold(result.weight, fields.second, histograms.weight, all);
      }
      return result;
    },
  };
}
