/** Reads a record file piece by piece, as it grows. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { RunRecord } from '../protocol/records.js';
import { findNextFrame, readFrame } from './frames.js';
import { decodeRecord } from './recordCodec.js';

/** `offset`: where the record's frame starts; `end`: where the next one does. */
export type TakeRecord = (record: RunRecord, offset: number, end: number) => void;

export interface RecordStream {
  /** Everything before this offset has been read. */
  readonly offset: number;
  /** Bytes that no record could be read from: where they start and how many they are. */
  readonly damage: readonly { offset: number; length: number }[];
  /** Whether the file ends inside a frame: torn, or still being written. */
  readonly torn: boolean;
  /** Reads what is new; `take` gets each record with the offsets of its frame. Answers whether anything was. */
  read(take: TakeRecord): boolean;
}

const PIECE = 8 << 20;

export function openRecordStream(path: string, from = 0): RecordStream {
  let offset = from;
  let torn = false;
  const damage: { offset: number; length: number }[] = [];

  function takeFrames(bytes: Buffer, base: number, take: TakeRecord): number {
    let at = 0;
    while (at < bytes.length) {
      const frame = readFrame(bytes, at);
      if (frame.kind === 'partial') break;
      if (frame.kind === 'payload') {
        const record = decodeRecord(frame.payload);
        if (record) take(record, base + at, base + frame.next);
        at = frame.next;
        continue;
      }
      const next = findNextFrame(bytes, at);
      // The rest may hold no whole frame yet: it is read again when there is more.
      if (next === null) break;
      damage.push({ offset: base + at, length: next - at });
      at = next;
    }
    return at;
  }

  return {
    get offset() {
      return offset;
    },
    damage,
    get torn() {
      return torn;
    },
    read(take) {
      const file = openSync(path, 'r');
      const start = offset;
      try {
        const size = fstatSync(file).size;
        let length = PIECE;
        while (offset < size) {
          const bytes = Buffer.allocUnsafe(Math.min(length, size - offset));
          const got = readSync(file, bytes, 0, bytes.length, offset);
          const used = takeFrames(bytes.subarray(0, got), offset, take);
          offset += used;
          if (used > 0) continue;
          // No whole frame in this piece: a longer one, unless it was all there is.
          if (offset + got >= size) break;
          length *= 2;
        }
        torn = offset < size;
      } finally {
        closeSync(file);
      }
      return offset > start;
    },
  };
}

/** The one record whose frame starts at `offset`; null where there is none. */
export function readRecordAt(path: string, offset: number): RunRecord | null {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    for (let length = 16 << 10; ; length *= 8) {
      const bytes = Buffer.allocUnsafe(Math.min(length, Math.max(0, size - offset)));
      const got = readSync(file, bytes, 0, bytes.length, offset);
      const frame = readFrame(bytes.subarray(0, got), 0);
      if (frame.kind === 'payload') return decodeRecord(frame.payload);
      if (frame.kind === 'damaged' || offset + got >= size) return null;
    }
  } finally {
    closeSync(file);
  }
}
