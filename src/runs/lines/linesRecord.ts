/** Reads a record of lines from where the index says that it lies. */
import { join } from 'node:path';
import type { MeasuredAt } from '../../protocol/curvature.js';
import type { LinesPayload } from '../../protocol/lines.js';
import { isKind } from '../recordCodec.js';
import { readRecordAt } from '../recordStream.js';

/** Null where there is none, or it cannot be read. */
export function linesRecord(
  runDirectory: string,
  row: { step: number; file: string; offset: number } | null | undefined,
): MeasuredAt<LinesPayload> | null {
  const record = row && readRecordAt(join(runDirectory, row.file), row.offset);
  return record && isKind(record, 'lines') ? { step: row.step, payload: record.payload } : null;
}
