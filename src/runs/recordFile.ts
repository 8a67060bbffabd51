/** Appends records to one file: one write a record, or one for many where losing the newest few is no harm. */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { RecordKind, RecordPayloads, RunRecord } from '../protocol/records.js';
import { closeFrame, frameSize, payloadStart } from './frames.js';
import { encodeRecord, isKind } from './recordCodec.js';
import { stepRecordRoom, writeStepRecord } from './stepEncoder.js';

export interface RecordFile {
  /** Size in bytes, with what is not yet written: where the next record starts. */
  readonly size: number;
  /** @throws where the disk refuses. */
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  /** Appends a record that is encoded already. @throws where the disk refuses. */
  appendBytes(bytes: Uint8Array): void;
  /** Writes what is not yet written. @throws where the disk refuses. */
  close(): void;
}

/** A batch is written when it is so large or so old, by the next append. */
export interface Batch {
  bytes: number;
  milliseconds: number;
}

/** Room for frames that wait to be written: more is given back when it is no longer needed. */
const ROOM = 16 << 10;

/** Without a batch every record is on its way to the disk when its append returns: a killed process loses none. */
export function openRecordFile(path: string, batch: Batch | null = null): RecordFile {
  const file = openSync(path, 'a');
  let written = fstatSync(file).size;
  let sequence = 0;
  /** Frames that wait to be written, one after another from its start on. */
  let room = Buffer.allocUnsafe(ROOM);
  let waiting = 0;
  let waitingSince = 0;

  function flush(): void {
    if (waiting === 0) return;
    const bytes = waiting;
    waiting = 0;
    try {
      if (writeSync(file, room, 0, bytes) !== bytes) throw diskFull();
    } catch (error) {
      removePart();
      throw error;
    }
    written += bytes;
    if (room.length > Math.max(ROOM, 2 * (batch?.bytes ?? 0))) room = Buffer.allocUnsafe(ROOM);
  }

  /** Where the payload of the next frame goes. */
  function reserve(payloadLength: number): number {
    const needed = waiting + frameSize(payloadLength);
    if (needed > room.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * room.length));
      room.copy(larger, 0, 0, waiting);
      room = larger;
    }
    return payloadStart(waiting);
  }

  function appendFrame(end: number): void {
    if (waiting === 0 && batch) waitingSince = performance.now();
    waiting = closeFrame(room, waiting, end);
    const due = !batch || waiting >= batch.bytes || performance.now() - waitingSince >= batch.milliseconds;
    if (due) flush();
  }

  function appendBytes(bytes: Uint8Array): void {
    const at = reserve(bytes.length);
    room.set(bytes, at);
    appendFrame(at + bytes.length);
  }

  function removePart(): void {
    try {
      ftruncateSync(file, written);
    } catch {
      // Readers find the torn record and keep all before it.
    }
  }

  return {
    get size() {
      return written + waiting;
    },
    append(kind, training, step, payload) {
      const record = { kind, training, step, sequence: sequence++, payload } as RunRecord;
      if (isKind(record, 'step')) {
        const at = reserve(stepRecordRoom(record.payload));
        appendFrame(writeStepRecord(room, at, record, record.payload));
      } else appendBytes(encodeRecord(record));
    },
    appendBytes,
    close() {
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}

/** A write that was cut short is the disk's last answer before it refuses. */
const diskFull = () => Object.assign(new Error('the disk took only a part of a record'), { code: 'ENOSPC' });
