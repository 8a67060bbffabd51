/** Reads one step again from its record. */
import type { StepReadings } from '../protocol/inspector.js';
import { stepReadings } from './readings.js';
import { isKind } from './recordCodec.js';
import { readRecordAt } from './recordStream.js';
import type { TrainingColumns } from './trainingColumns.js';

/** Null where the record cannot be read any more. */
export function readings(mainFile: string, columns: TrainingColumns, step: number): StepReadings | null {
  const record = readRecordAt(mainFile, columns.offset[step - 1]!);
  if (!record || !isKind(record, 'step')) return null;
  return stepReadings(record, columns.termValues.subarray((step - 1) * columns.terms, step * columns.terms));
}
