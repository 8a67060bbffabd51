/**
 * Where histograms go: every record of the last 256 to 511 into `histogram-recent-N.rec`, a new file each 256, and a
 * thinned history into `histogram-every-K.rec`, K a power of two: a file holds the histograms of a training whose number,
 * from 0, K divides and 2K does not.
 * To thin the history its densest file is removed: nothing is ever rewritten, so that nothing can be half rewritten.
 * Where histograms are large, both keep fewer of them, to stay within their part of the run's size.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HistogramPayload } from '../protocol/records.js';
import { encodeRecord } from './recordCodec.js';
import { openRecordFile, type RecordFile } from './recordFile.js';

const RECENT = 256;
/** Largest number of records in the thinned history. */
const HISTORY = 2000;
const SPARSEST = 1 << 20;
/** A killed process may lose the histograms of its last quarter of a second, never a step. */
const BATCH = { bytes: 64 << 10, milliseconds: 125 };
/** So many histograms, or all of so many milliseconds, are packed one after another: each alone takes twice the time. */
const TOGETHER = { histograms: 16, milliseconds: 125 };

export interface HistogramFiles {
  append(training: number, step: number, payload: HistogramPayload): void;
  /** Bytes of all files. */
  readonly size: number;
  /** The history keeps one in so many histograms. */
  readonly every: number;
  close(): void;
}

export function openHistogramFiles(runDirectory: string, sizeLimit: number): HistogramFiles {
  const recent: RecordFile[] = [];
  const history = new Map<number, { file: RecordFile; records: number }>();
  let segment = 0;
  let inSegment = RECENT;
  let every = 1;
  let kept = 0;
  let sequence = 0;
  let recentBytes = 0;
  let historyBytes = 0;
  /** Histograms that are not packed yet: the first `waiting` of these copies, which are used again. */
  const copies: Copy[] = [];
  let waiting = 0;
  let waitingSince = 0;
  /** Bytes of the last one. */
  let packedBytes = 0;
  const recorded = new Map<number, number>();

  const recentName = (n: number) => join(runDirectory, `histogram-recent-${n}.rec`);
  const historyName = (step: number) => join(runDirectory, `histogram-every-${step}.rec`);

  function appendRecent(bytes: Uint8Array): void {
    // Two files at most, a quarter of the limit each.
    if (inSegment >= RECENT || recent.at(-1)!.size + bytes.length > sizeLimit / 4) startSegment();
    inSegment++;
    const file = recent.at(-1)!;
    recentBytes -= file.size;
    file.appendBytes(bytes);
    recentBytes += file.size;
  }

  function startSegment(): void {
    inSegment = 0;
    recent.push(openRecordFile(recentName(segment++), BATCH));
    if (recent.length <= 2) return;
    const oldest = recent.shift()!;
    recentBytes -= oldest.size;
    oldest.close();
    rmSync(recentName(segment - 3), { force: true });
  }

  function appendHistory(training: number, bytes: Uint8Array): void {
    // Numbered by record, not by step: where only every eighth step is measured, the history still thins evenly.
    const number = recorded.get(training) ?? 0;
    recorded.set(training, number + 1);
    const level = number === 0 ? SPARSEST : Math.min(number & -number, SPARSEST);
    if (level < every) return;
    let file = history.get(level);
    if (!file) history.set(level, (file = { file: openRecordFile(historyName(level), BATCH), records: 0 }));
    historyBytes -= file.file.size;
    file.file.appendBytes(bytes);
    historyBytes += file.file.size;
    file.records++;
    kept++;
    while (every < SPARSEST && (kept > HISTORY || historyBytes > sizeLimit / 2)) thin();
  }

  function thin(): void {
    const densest = history.get(every);
    historyBytes -= densest?.file.size ?? 0;
    densest?.file.close();
    kept -= densest?.records ?? 0;
    history.delete(every);
    rmSync(historyName(every), { force: true });
    every *= 2;
  }

  function pack(): void {
    const count = waiting;
    waiting = 0;
    for (let i = 0; i < count; i++) {
      const { training, step, payload } = copies[i]!;
      const bytes = encodeRecord({ kind: 'histogram', training, step, sequence: sequence++, payload });
      packedBytes = bytes.length;
      appendRecent(bytes);
      appendHistory(training, bytes);
    }
  }

  return {
    get every() {
      return every;
    },
    get size() {
      return recentBytes + historyBytes + waiting * packedBytes;
    },
    append(training, step, payload) {
      if (waiting === 0) waitingSince = performance.now();
      copies[waiting] = copied(training, step, payload, copies[waiting]);
      waiting++;
      const due =
        waiting >= TOGETHER.histograms ||
        performance.now() - waitingSince >= TOGETHER.milliseconds ||
        packedBytes === 0;
      if (due) pack();
    },
    close() {
      pack();
      for (const file of recent) file.close();
      for (const { file } of history.values()) file.close();
    },
  };
}

interface Copy {
  training: number;
  step: number;
  payload: HistogramPayload;
}

/** The counts, in the arrays of an earlier copy where they fit. */
function copied(training: number, step: number, payload: HistogramPayload, used: Copy | undefined): Copy {
  if (used?.payload.gradient.length !== payload.gradient.length) {
    const { gradient, weight, update } = payload;
    return { training, step, payload: { gradient: gradient.slice(), weight: weight.slice(), update: update.slice() } };
  }
  used.training = training;
  used.step = step;
  used.payload.gradient.set(payload.gradient);
  used.payload.weight.set(payload.weight);
  used.payload.update.set(payload.update);
  return used;
}

/** The files that hold histograms of a run. */
export function histogramFileNames(runDirectory: string): string[] {
  return readdirSync(runDirectory).filter((name) => /^histogram-(recent|every)-\d+\.rec$/.test(name));
}
