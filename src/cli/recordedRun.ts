import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../protocol/records.js';
import { openCurvatureFiles } from '../runs/curvature/curvatureFiles.js';
import { followRun as followGrowth } from '../runs/followRun.js';
import { openRun } from '../runs/openRun.js';
import { openRecordStream } from '../runs/recordStream.js';
import { readRunFile } from '../runs/runFile.js';
import { MAIN_FILE } from '../runs/recordFiles.js';
import type { LoadedRun } from './output/comparison.js';
import { addRecord, emptyTally } from './output/tally.js';

/** A run on disk, with its records taken together. @throws CodedError where there is none that this version reads. */
export function loadRun(directory: string): LoadedRun {
  const run = openRun(directory, { check: true });
  const tally = emptyTally();
  recordReader(directory, (record) => addRecord(tally, record))();
  const { damage } = run.head();
  return { directory, info: run.info, tally, damage: damage && `${damage.message} ${damage.rest}` };
}

/** Hands over each record of a run that is being written, from the first one on. */
export function followRun(directory: string, onRecord: (record: RunRecord) => void): { close: () => void } {
  const read = recordReader(directory, onRecord);
  const stop = followGrowth(openRun(directory), read);
  return {
    close() {
      stop();
      read();
    },
  };
}

/** Each call hands over the records that were written since the last one. */
function recordReader(directory: string, onRecord: (record: RunRecord) => void): () => void {
  const file = join(directory, MAIN_FILE);
  const stream = openRecordStream(file);
  const curvature = openCurvatureFiles(directory);
  return () => {
    if (existsSync(file)) stream.read(onRecord);
    curvature.read((_, record) => onRecord(record));
  };
}

/** The process that writes a run; null: it has ended. */
export const processOf = (directory: string): number | null => readRunFile(directory).control?.pid ?? null;
