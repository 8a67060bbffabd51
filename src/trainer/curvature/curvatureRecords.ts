/** The curvature thread's own record file, within its share of the run's size. */
import { join } from 'node:path';
import type { RecordKind, RecordPayloads } from '../../protocol/records.js';
import { openRecordFile } from '../../runs/recordFile.js';
import { CURVATURE_FILE } from '../../runs/recordFiles.js';

export interface CurvatureRecords {
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  /** Bytes that checkpoints may take together. */
  readonly checkpointLimit: number;
  close(): void;
}

/** Half for the records, half for checkpoints. */
const SHARE = 0.5;
/** As the file fills, the track keeps one measurement in so many. */
const STAGES = [
  { from: 1, every: Infinity },
  { from: 0.8, every: 256 },
  { from: 0.5, every: 16 },
];

export function openCurvatureRecords(runDirectory: string, sizeLimit: number): CurvatureRecords {
  const file = openRecordFile(join(runDirectory, CURVATURE_FILE));
  const limit = SHARE * sizeLimit;
  let stopped = false;
  return {
    checkpointLimit: sizeLimit - limit,
    append(kind, training, step, payload) {
      const stage = STAGES.find(({ from }) => file.size >= from * limit);
      const isTrack =
        kind === 'lines' || (kind === 'curvature' && (payload as RecordPayloads['curvature']).measured === 'track');
      if (stopped || (stage && (isTrack ? step % stage.every !== 0 : stage.every === Infinity))) return;
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
