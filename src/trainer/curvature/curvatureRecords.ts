/** The curvature thread's own record file, within its share of the run's size, however long the run is. */
import { join } from 'node:path';
import type { RecordKind, RecordPayloads } from '../../protocol/records.js';
import { openRecordFile } from '../../runs/recordFile.js';
import { CURVATURE_FILE } from '../../runs/recordFiles.js';

export interface CurvatureRecords {
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  /** The program ends: the last measurements are kept all. */
  ending(): void;
  /** Bytes that checkpoints may take together. */
  readonly checkpointLimit: number;
  close(): void;
}

/** Half for the records, half for checkpoints. */
const SHARE = 0.5;
/** From here on what comes by itself is thinned, twice as much with each further STAGE of the limit: no run is long enough to fill it. */
const FIRST_STAGE = 0.5;
const STAGE = 1 / 40;

/** One in so many is kept where the file has come to this share of its limit. */
const keptOneIn = (share: number): number =>
  share < FIRST_STAGE ? 1 : 2 ** (1 + Math.floor((share - FIRST_STAGE) / STAGE));

export function openCurvatureRecords(runDirectory: string, sizeLimit: number): CurvatureRecords {
  const file = openRecordFile(join(runDirectory, CURVATURE_FILE));
  const limit = SHARE * sizeLimit;
  const counts = new Map<string, number>();
  let stopped = false;
  let isEnding = false;

  function isThinnedOut(sort: string): boolean {
    const count = counts.get(sort) ?? 0;
    counts.set(sort, count + 1);
    return count % keptOneIn(file.size / limit) !== 0;
  }

  return {
    checkpointLimit: sizeLimit - limit,
    ending: () => void (isEnding = true),
    append(kind, training, step, payload) {
      if (stopped || file.size >= limit) return;
      const sort = isEnding ? null : sortOf(kind, payload);
      if (sort !== null && isThinnedOut(`${training} ${sort}`)) return;
      try {
        file.append(kind, training, step, payload);
      } catch {
        // The disk is full: the program's thread says so, and the training goes on.
        stopped = true;
      }
    },
    close: () => file.close(),
  };
}

/** What is thinned together; null: it was asked for, and is kept. */
function sortOf(kind: RecordKind, payload: RecordPayloads[RecordKind]): string | null {
  if (kind === 'lines' || kind === 'lossTerms' || kind === 'jacobian') return kind;
  if (kind !== 'curvature') return null;
  const { measured, notMeasured } = payload as RecordPayloads['curvature'];
  return measured === 'spectrum' ? null : `${measured}${notMeasured === null ? '' : ' left out'}`;
}
