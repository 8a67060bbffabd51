/** The SIMD pass (assembly/statistics.ts) over elements in one memory, told by their addresses. */
import { HISTOGRAM_BINS, HISTOGRAM_SIDE } from '../../protocol/records.js';
import { FIELDS, LOWEST_FIELD, passOverElements } from './elementPass.js';
import type { ElementStatistics, Moments, Size, UpdateHistograms, UpdateStatistics } from './reader.js';

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
  fold(counted: number, bins: number, lowestField: number, side: number, nans: boolean): void;
}

/** Counts by field lie in four banks after 64 bytes of statistics. */
const BANKS = 4;
const COUNTS = 64;
const RESULT_BYTES = COUNTS + BANKS * FIELDS * 4;
/** Room that a pass writes its results to: two of them, and a histogram. */
export const RESULTS_BYTES = 2 * RESULT_BYTES + HISTOGRAM_BINS * 4;

/** @param results address of RESULTS_BYTES bytes, a multiple of 8 */
export function createSimdPass(memory: WebAssembly.Memory, module: WebAssembly.Module, results: number): SimdPass {
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  const first = results;
  const second = results + RESULT_BYTES;
  const bins = results + 2 * RESULT_BYTES;
  let view = new DataView(memory.buffer);
  let folded = new Uint32Array(memory.buffer, bins, HISTOGRAM_BINS);

  /** The memory may have grown since the last time, which detaches views. */
  function renewViews(): void {
    if (view.buffer === memory.buffer) return;
    view = new DataView(memory.buffer);
    folded = new Uint32Array(memory.buffer, bins, HISTOGRAM_BINS);
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

  function momentsAt(out: number, count: number): Moments {
    const sum = view.getFloat64(out, true);
    const sumOfSquares = view.getFloat64(out + 8, true);
    return { count, sum, sumOfSquares, nan: view.getInt32(out + 28, true), inf: view.getInt32(out + 32, true) };
  }

  /**
   * The histogram of what was counted at `out`, added to `known`. `again`: the elements, for the rare ones with both NaN and
   * infinities, which share an exponent field.
   */
  function fold(
    { nan, inf }: { nan: number; inf: number },
    out: number,
    histogram: Uint32Array,
    again: () => Float32Array,
    known: Uint32Array | null = null,
  ): void {
    if (nan > 0 && inf > 0) {
      passOverElements(again(), histogram);
      return;
    }
    exports.fold(out, bins, LOWEST_FIELD, HISTOGRAM_SIDE, nan > 0);
    if (!known) histogram.set(folded);
    else for (let bin = 0; bin < HISTOGRAM_BINS; bin++) histogram[bin] = known[bin]! + folded[bin]!;
  }

  return {
    measure(values, count, histogram) {
      exports[histogram ? 'measureWithHistogram' : 'measure'](values, count, first);
      renewViews();
      const statistics = completeAt(first, count);
      if (histogram) fold(statistics, first, histogram, () => elements(values, count));
      return statistics;
    },
    measureDifference(before, after, count) {
      exports.measureDifference(before, after, count, first);
      renewViews();
      return completeAt(first, count);
    },
    measureUpdate(before, after, count, histograms, known) {
      const kind = !histograms ? '' : known ? 'WithChanges' : 'WithHistograms';
      exports[`measureUpdate${kind}`](before, after, count, first, second);
      renewViews();
      const weight = momentsAt(second, count);
      const result = { update: sizeAt(first, count), weight };
      if (histograms) {
        fold(result.update, first, histograms.update, () => difference(before, after, count));
        const isChange = weight.nan + weight.inf === 0;
        fold(weight, second, histograms.weight, () => elements(after, count), isChange ? known : null);
      }
      return result;
    },
  };
}
