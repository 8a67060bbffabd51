/**
 * Writes the records of a run: `main.rec` beside its index, histograms in files of their own, all within a size limit.
 */
import { join } from 'node:path';
import type { RecordKind, RecordPayloads, RunRecord } from '../protocol/records.js';
import { openHistogramFiles } from './histogramFiles.js';
import { INDEX_FILE, openIndexWriter } from './indexFile.js';
import { isKind } from './recordCodec.js';
import { openRecordFile } from './recordFile.js';
import { MAIN_FILE } from './recordFiles.js';
import { makeSizePolicy, MEGABYTE, SIZE_LIMIT } from './sizePolicy.js';

/** Share of the limit that histograms may take. */
const HISTOGRAMS = 0.2;

export interface RunWriter {
  /** @throws RecordingEnded where the disk refuses or the limit is reached; nothing is written after any error. */
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  /** What was thinned so far: sentences. */
  readonly thinned: string[];
  close(): void;
}

/** Recording cannot go on: the message is one sentence for the user. */
export class RecordingEnded extends Error {
  readonly code = 'recording-ended';
}

export function openRunWriter(runDirectory: string, sizeLimit = SIZE_LIMIT): RunWriter {
  const main = openRecordFile(join(runDirectory, MAIN_FILE));
  const index = openIndexWriter(join(runDirectory, INDEX_FILE));
  const histograms = openHistogramFiles(runDirectory, HISTOGRAMS * sizeLimit);
  const policy = makeSizePolicy();
  let ended = false;

  const filled = () => (main.size + index.size + histograms.size) / sizeLimit;

  function append(record: RunRecord): void {
    const { kind, training, step } = record;
    if (isKind(record, 'histogram')) return histograms.append(training, step, record.payload);
    const payload = isKind(record, 'step') ? policy.thin(filled(), step, record.payload) : record.payload;
    if (payload === null) return;
    const offset = main.size;
    main.append(kind, training, step, payload);
    index.add({ ...record, payload }, offset, main.size);
  }

  return {
    append(kind, training, step, payload) {
      if (ended) throw new RecordingEnded('The run is no longer recorded.');
      try {
        // The end is one small record, and worth more than the limit.
        if (filled() >= 1 && kind !== 'end') throw limitReached(sizeLimit, step);
        append({ kind, training, step, sequence: 0, payload } as RunRecord);
      } catch (error) {
        ended = true;
        if (error instanceof RecordingEnded) throw error;
        // What the disk says has a code; anything else is a fault of ours.
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        throw diskRefused(error as NodeJS.ErrnoException, step);
      }
    },
    get thinned() {
      const older = `Of older histograms one in ${histograms.every} is kept.`;
      return [...(histograms.every > 1 ? [older] : []), ...policy.thinned];
    },
    close() {
      main.close();
      // On a full disk the newest histograms are lost; the index can be made again from the records.
      for (const part of [histograms, index]) {
        try {
          part.close();
        } catch {
          continue;
        }
      }
    },
  };
}

const limitReached = (sizeLimit: number, step: number) =>
  new RecordingEnded(
    `The run has reached its size limit of ${(sizeLimit / MEGABYTE).toFixed(0)} MB at step ${step}: raise gradlens.runs.maximumSize to record more.`,
  );

function diskRefused({ code, message }: NodeJS.ErrnoException, step: number): RecordingEnded {
  const why =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'the disk is full: make room and train again to record'
      : `${message}: see that the folder can be written to`;
  return new RecordingEnded(`Recording stopped at step ${step}, ${why}. What was recorded before is kept.`);
}
