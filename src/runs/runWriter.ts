/**
 * Writes the records of a run: `main.rec` beside its index, histograms in files of their own, all within a size limit.
 * Near the limit histograms go first, then the moments of each step; at the limit recording ends.
 */
import { join } from 'node:path';
import type { HistogramPayload, RecordKind, RecordPayloads, RunRecord, StepPayload } from '../protocol/records.js';
import { openHistogramFiles } from './histogramFiles.js';
import { INDEX_FILE, openIndexWriter } from './indexFile.js';
import { openRecordFile } from './recordFile.js';

export const MAIN_FILE = 'main.rec';
export const SIZE_LIMIT = 200e6;
/** Shares of the limit at which thinning starts. */
const NO_HISTOGRAMS = 0.8;
const NO_MOMENTS = 0.9;

export interface RunWriter {
  /** @throws RecordingEnded where the disk refuses or the limit is reached; nothing is written after that. */
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
  const histograms = openHistogramFiles(runDirectory);
  const limits = { histograms: null as number | null, moments: null as number | null };
  let ended = false;

  function fill(): number {
    return (main.size + histograms.size) / sizeLimit;
  }

  function appendMain(kind: RecordKind, training: number, step: number, payload: RecordPayloads[RecordKind]): void {
    const offset = main.size;
    main.append(kind, training, step, payload);
    index.add({ kind, training, step, sequence: 0, payload } as RunRecord, offset, main.size);
  }

  function appendHistogram(training: number, step: number, payload: HistogramPayload): void {
    if (limits.histograms === null && fill() > NO_HISTOGRAMS) limits.histograms = step;
    if (limits.histograms === null) histograms.append(training, step, payload);
  }

  function withinLimit(step: number, payload: StepPayload): StepPayload {
    const filled = fill();
    if (limits.moments === null && filled > NO_MOMENTS) limits.moments = step;
    if (filled >= 1) {
      ended = true;
      const megabytes = Math.round(sizeLimit / 1e6);
      throw new RecordingEnded(
        `The run has reached its size limit of ${megabytes} MB at step ${step}: raise gradlens.run.sizeLimit to record more.`,
      );
    }
    if (limits.moments === null) return payload;
    return { ...payload, gradient: new Float32Array(0), weight: new Float32Array(0) };
  }

  return {
    append(kind, training, step, payload) {
      if (ended) throw new RecordingEnded('The run is no longer recorded.');
      try {
        if (kind === 'histogram') appendHistogram(training, step, payload as HistogramPayload);
        else if (kind === 'step') appendMain(kind, training, step, withinLimit(step, payload as StepPayload));
        else appendMain(kind, training, step, payload);
      } catch (error) {
        ended = true;
        if (error instanceof RecordingEnded) throw error;
        const reason = (error as Error).message;
        throw new RecordingEnded(`The run could not be written at step ${step} (${reason}): make room on the disk.`);
      }
    },
    get thinned() {
      return [
        ...(histograms.every > 1 ? [`Older histograms are kept every ${histograms.every} steps.`] : []),
        ...(limits.histograms !== null
          ? [`Histograms end at step ${limits.histograms}: the run is near its size limit.`]
          : []),
        ...(limits.moments !== null
          ? [`Means and extremes end at step ${limits.moments}: the run is near its size limit.`]
          : []),
      ];
    },
    close() {
      main.close();
      histograms.close();
      try {
        index.close();
      } catch {
        // The index can be made again from the records.
      }
    },
  };
}
