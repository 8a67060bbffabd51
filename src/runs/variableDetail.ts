/** Histograms of one variable over the steps that still have them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DETAIL_COLUMNS, type VariableDetail } from '../protocol/inspector.js';
import { HISTOGRAM_BINS, type HistogramPayload } from '../protocol/records.js';
import { histogramFileNames } from './histogramFiles.js';
import { isKind } from './recordCodec.js';
import { openRecordStream } from './recordStream.js';

/** At most `columns` steps, spread evenly over those recorded; always the first and the last one. */
export function variableDetail(
  runDirectory: string,
  training: number,
  variable: number,
  columns = DETAIL_COLUMNS,
): VariableDetail {
  const found = new Map<number, HistogramPayload>();
  for (const name of histogramFileNames(runDirectory)) {
    const path = join(runDirectory, name);
    // A run that is being written removes older files as it thins.
    if (!existsSync(path)) continue;
    openRecordStream(path).read((record) => {
      if (isKind(record, 'histogram') && record.training === training) found.set(record.step, record.payload);
    });
  }
  const steps = spread(
    [...found.keys()].sort((a, b) => a - b),
    columns,
  );
  const rows = (quantity: keyof HistogramPayload) => {
    const counts = new Uint32Array(steps.length * HISTOGRAM_BINS);
    steps.forEach((step, column) => {
      const start = variable * HISTOGRAM_BINS;
      counts.set(found.get(step)![quantity].subarray(start, start + HISTOGRAM_BINS), column * HISTOGRAM_BINS);
    });
    return counts;
  };
  const histograms = { gradient: rows('gradient'), weight: rows('weight'), update: rows('update') };
  return { training, variable, steps: Float64Array.from(steps), ...histograms };
}

function spread(steps: number[], columns: number): number[] {
  if (steps.length <= columns) return steps;
  const last = steps.length - 1;
  return Array.from({ length: columns }, (_, i) => steps[Math.round((i * last) / (columns - 1))]!);
}
