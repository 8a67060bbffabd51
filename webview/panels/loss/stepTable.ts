/**
 * The values of a chart over steps as a table: evenly spread steps, or as many of the stretches that a long run is kept in,
 * and always the step shown.
 */
import type { TrainingSeries } from '../../../src/protocol/inspector.js';
import type { DataTable } from '../../ui/info.js';

export const MOST_ROWS = 200;

export function stepTable(
  columns: readonly string[],
  { buckets, size, steps }: TrainingSeries,
  valuesOf: (bucket: number) => readonly string[],
  shown: { step: number; values: readonly string[] },
): DataTable {
  const stride = Math.ceil(buckets / MOST_ROWS) || 1;
  const rows: string[][] = [];
  let current = -1;
  const addShown = () => (current = rows.push([String(shown.step), ...shown.values]) - 1);
  for (let bucket = 0; bucket < buckets; bucket += stride) {
    const step = Math.min((bucket + 1) * size, steps);
    if (current < 0 && step >= shown.step) addShown();
    const label = size === 1 ? String(step) : `${bucket * size + 1} to ${step}`;
    if (size > 1 || step !== shown.step) rows.push([label, ...valuesOf(bucket)]);
  }
  if (current < 0) addShown();
  return { columns, rows, current };
}
