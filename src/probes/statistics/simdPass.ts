/** The SIMD pass (assembly/statistics.ts) over elements in one memory, told by their addresses. */
import { HISTOGRAM_BINS, HISTOGRAM_SIDE } from '../../protocol/records.js';
import { FIELDS, histogramRow, LOWEST_FIELD, passOverElements } from './elementPass.js';
import type { ElementStatistics } from '../../statistics/elementStatistics.js';
import type { Moments, Size, UpdateHistograms, UpdateStatistics } from './reader.js';

export interface SimdPass {
  /** `row`: the place in a block of histograms, as in StatisticsReader. */
  measure(values: number, count: number, histograms: Uint32Array | null, row: number): ElementStatistics;
  measureDifference(before: number, after: number, count: number): ElementStatistics;
  /** `known`: the histogram of the elements before, in none of which is a NaN; null: it is not known. */
  measureUpdate(
    before: number,
    after: number,
    count: number,
    histograms: UpdateHistograms | null,
    row: number,
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

  /** The histogram of what was counted at `out`, added to `known`. Not to be used where `mixed` holds. */
  function fold(nan: number, out: number, histograms: Uint32Array, row: number, known: Uint32Array | null): void {
    exports.fold(out, bins, LOWEST_FIELD, HISTOGRAM_SIDE, nan > 0);
    const start = row * HISTOGRAM_BINS;
    if (!known) histograms.set(folded, start);
    else for (let bin = 0; bin < HISTOGRAM_BINS; bin++) histograms[start + bin] = known[bin]! + folded[bin]!;
  }
  /** Rare: NaN and infinities share an exponent field, so that the elements are to be counted one by one. */
  const mixed = ({ nan, inf }: { nan: number; inf: number }) => nan > 0 && inf > 0;

  return {
    measure(values, count, histograms, row) {
      if (histograms) exports.measureWithHistogram(values, count, first);
      else exports.measure(values, count, first);
      renewViews();
      const statistics = completeAt(first, count);
      if (!histograms) return statistics;
      if (mixed(statistics)) passOverElements(elements(values, count), histogramRow(histograms, row));
      else fold(statistics.nan, first, histograms, row, null);
      return statistics;
    },
    measureDifference(before, after, count) {
      exports.measureDifference(before, after, count, first);
      renewViews();
      return completeAt(first, count);
    },
    measureUpdate(before, after, count, histograms, row, known) {
      if (!histograms) exports.measureUpdate(before, after, count, first, second);
      else if (known) exports.measureUpdateWithChanges(before, after, count, first, second);
      else exports.measureUpdateWithHistograms(before, after, count, first, second);
      renewViews();
      const weight = momentsAt(second, count);
      const update = sizeAt(first, count);
      if (!histograms) return { update, weight };
      if (mixed(update)) passOverElements(difference(before, after, count), histogramRow(histograms.update, row));
      else fold(update.nan, first, histograms.update, row, null);
      if (mixed(weight)) passOverElements(elements(after, count), histogramRow(histograms.weight, row));
      else fold(weight.nan, second, histograms.weight, row, weight.nan + weight.inf === 0 ? known : null);
      return { update, weight };
    },
  };
}
