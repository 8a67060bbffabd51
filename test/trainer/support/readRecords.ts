/** All whole records of a run, in the order in which they were written; histograms lie in files of their own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../../src/protocol/records.js';
import { openRecordStream } from '../../../src/runs/recordStream.js';
import { MAIN_FILE } from '../../../src/runs/recordFiles.js';

export function readRecords(runDirectory: string): RunRecord[] {
  const records: RunRecord[] = [];
  const file = join(runDirectory, MAIN_FILE);
  if (existsSync(file)) openRecordStream(file).read((record) => records.push(record));
  return records;
}
