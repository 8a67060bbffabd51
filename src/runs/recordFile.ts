/** Appends records to one file, one write a record. */
import { closeSync, fstatSync, ftruncateSync, openSync, writevSync } from 'node:fs';
import type { RecordKind, RecordPayloads, RunRecord } from '../protocol/records.js';
import { frameOf, frameSize } from './frames.js';
import { encodeRecord } from './recordCodec.js';

export interface RecordFile {
  /** Size in bytes: where the next record starts. */
  readonly size: number;
  /** @throws where the disk refuses. */
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  /** Appends a record that is encoded already. @throws where the disk refuses. */
  appendBytes(bytes: Uint8Array): void;
  close(): void;
}

export function openRecordFile(path: string): RecordFile {
  const file = openSync(path, 'a');
  let size = fstatSync(file).size;
  let sequence = 0;
  const appendBytes = (bytes: Uint8Array) => {
    const { header, footer } = frameOf(bytes);
    try {
      if (writevSync(file, [header, bytes, footer]) !== frameSize(bytes.length)) throw diskFull();
    } catch (error) {
      removePart();
      throw error;
    }
    size += frameSize(bytes.length);
  };
  const removePart = () => {
    try {
      ftruncateSync(file, size);
    } catch {
      // Readers find the torn record and keep all before it.
    }
  };
  return {
    get size() {
      return size;
    },
    append(kind, training, step, payload) {
      appendBytes(encodeRecord({ kind, training, step, sequence: sequence++, payload } as RunRecord));
    },
    appendBytes,
    close: () => closeSync(file),
  };
}

/** A write that was cut short is the disk's last answer before it refuses. */
const diskFull = () => Object.assign(new Error('the disk took only a part of a record'), { code: 'ENOSPC' });
