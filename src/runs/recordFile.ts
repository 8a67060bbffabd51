/** Appends records to one file: one write a record, or one for many where losing the newest few is no harm. */
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { RecordKind, RecordPayloads, RunRecord } from '../protocol/records.js';
import { frameOf } from './frames.js';
import { encodeRecord } from './recordCodec.js';

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

/** Without a batch every record is on its way to the disk when its append returns: a killed process loses none. */
export function openRecordFile(path: string, batch: Batch | null = null): RecordFile {
  const file = openSync(path, 'a');
  let written = fstatSync(file).size;
  let sequence = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let waitingSince = 0;

  function flush(): void {
    if (waitingBytes === 0) return;
    // One buffer: a write of several costs more than copying them.
    const bytes = Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    try {
      if (writeSync(file, bytes) !== bytes.length) throw diskFull();
    } catch (error) {
      removePart();
      throw error;
    }
    written += bytes.length;
  }

  function appendBytes(bytes: Uint8Array): void {
    const { header, footer } = frameOf(bytes);
    if (waitingBytes === 0) waitingSince = performance.now();
    waiting.push(header, bytes, footer);
    waitingBytes += header.length + bytes.length + footer.length;
    const due = !batch || waitingBytes >= batch.bytes || performance.now() - waitingSince >= batch.milliseconds;
    if (due) flush();
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
      return written + waitingBytes;
    },
    append(kind, training, step, payload) {
      appendBytes(encodeRecord({ kind, training, step, sequence: sequence++, payload } as RunRecord));
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
