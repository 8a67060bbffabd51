/** Histograms of one variable over the steps that still have them: only those that are shown are read. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DETAIL_COLUMNS, type VariableDetail } from '../protocol/inspector.js';
import { HISTOGRAM_BINS, type HistogramPayload, type RunRecord } from '../protocol/records.js';
import { histogramFileNames } from './histogramFiles.js';
import { isKind } from './recordCodec.js';
import { readRecordHeads } from './recordHeads.js';
import { openRecordStream, readRecordAt } from './recordStream.js';

/** At most `columns` steps, spread evenly over those recorded; always the first and the last one. */
export function variableDetail(
  runDirectory: string,
  training: number,
  variable: number,
  columns = DETAIL_COLUMNS,
): VariableDetail {
  const recorded = histogramsOf(runDirectory, training);
  const shown = spread(
    [...recorded.keys()].sort((a, b) => a - b),
    columns,
  );
  const read = shown.flatMap((step) => {
    const payload = firstOf(recorded.get(step)!);
    return payload ? [{ step, payload }] : [];
  });
  const rows = (quantity: keyof HistogramPayload) => {
    const counts = new Uint32Array(read.length * HISTOGRAM_BINS);
    read.forEach(({ payload }, column) => {
      const start = variable * HISTOGRAM_BINS;
      counts.set(payload[quantity].subarray(start, start + HISTOGRAM_BINS), column * HISTOGRAM_BINS);
    });
    return counts;
  };
  const histograms = { gradient: rows('gradient'), weight: rows('weight'), update: rows('update') };
  return { training, variable, steps: Float64Array.from(read, ({ step }) => step), ...histograms };
}

/** Null: it cannot be read after all. */
type Read = () => HistogramPayload | null;

function firstOf(ways: readonly Read[]): HistogramPayload | null {
  for (const read of ways) {
    const payload = read();
    if (payload) return payload;
  }
  return null;
}

/** By step, the ways to read each: a step may stand in two files. */
function histogramsOf(runDirectory: string, training: number): Map<number, Read[]> {
  const found = new Map<number, Read[]>();
  const add = (step: number, read: Read) => found.set(step, [...(found.get(step) ?? []), read]);
  const addRecord = (record: RunRecord) => {
    if (isKind(record, 'histogram') && record.training === training) add(record.step, () => record.payload);
  };
  for (const name of histogramFileNames(runDirectory)) {
    const path = join(runDirectory, name);
    // A run that is being written removes older files as it thins.
    if (!existsSync(path)) continue;
    const heads = readRecordHeads(path);
    if (heads === null) openRecordStream(path).read(addRecord);
    for (const head of heads ?? []) {
      if (head.kind === 'histogram' && head.training === training) add(head.step, () => histogramAt(path, head.offset));
    }
  }
  return found;
}

function histogramAt(path: string, offset: number): HistogramPayload | null {
  if (!existsSync(path)) return null;
  const record = readRecordAt(path, offset);
  return record && isKind(record, 'histogram') ? record.payload : null;
}

function spread(steps: number[], columns: number): number[] {
  if (steps.length <= columns) return steps;
  const last = steps.length - 1;
  return Array.from({ length: columns }, (_, i) => steps[Math.round((i * last) / (columns - 1))]!);
}
