/**
 * Where histograms go: every record of the last 256 to 511 into `histogram-recent-N.rec`, a new file each 256, and a
 * thinned history into `histogram-every-K.rec`, K a power of two: a file holds the steps that K divides and 2K does not.
 * To thin the history its densest file is removed: nothing is ever rewritten, so that nothing can be half rewritten.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HistogramPayload } from '../protocol/records.js';
import { openRecordFile, type RecordFile } from './recordFile.js';

const RECENT = 256;
/** Largest number of records in the thinned history. */
const HISTORY = 2000;
const SPARSEST = 1 << 20;

export interface HistogramFiles {
  append(training: number, step: number, payload: HistogramPayload): void;
  /** Bytes of all files. */
  readonly size: number;
  /** Distance of the steps that the history still keeps; 1: every step. */
  readonly every: number;
  close(): void;
}

export function openHistogramFiles(runDirectory: string): HistogramFiles {
  const recent: RecordFile[] = [];
  const history = new Map<number, { file: RecordFile; records: number }>();
  let segment = 0;
  let inSegment = RECENT;
  let every = 1;

  const recentName = (n: number) => join(runDirectory, `histogram-recent-${n}.rec`);
  const historyName = (step: number) => join(runDirectory, `histogram-every-${step}.rec`);

  function startSegment(): void {
    inSegment = 0;
    recent.push(openRecordFile(recentName(segment++)));
    if (recent.length <= 2) return;
    recent.shift()!.close();
    rmSync(recentName(segment - 3), { force: true });
  }

  function thin(): void {
    let records = 0;
    for (const level of history.values()) records += level.records;
    if (records <= HISTORY) return;
    history.get(every)?.file.close();
    history.delete(every);
    rmSync(historyName(every), { force: true });
    every *= 2;
  }

  return {
    get every() {
      return every;
    },
    get size() {
      const files = [...recent, ...[...history.values()].map(({ file }) => file)];
      return files.reduce((sum, file) => sum + file.size, 0);
    },
    append(training, step, payload) {
      if (inSegment === RECENT) startSegment();
      inSegment++;
      recent.at(-1)!.append('histogram', training, step, payload);
      const level = Math.min(step & -step, SPARSEST);
      if (level < every) return;
      let kept = history.get(level);
      if (!kept) history.set(level, (kept = { file: openRecordFile(historyName(level)), records: 0 }));
      kept.file.append('histogram', training, step, payload);
      kept.records++;
      thin();
    },
    close() {
      for (const file of recent) file.close();
      for (const { file } of history.values()) file.close();
    },
  };
}

/** The files that hold histograms of a run. */
export function histogramFileNames(runDirectory: string): string[] {
  return readdirSync(runDirectory).filter((name) => /^histogram-(recent|every)-\d+\.rec$/.test(name));
}
