/** Appends records to one file, one write a record. */
import { closeSync, fstatSync, openSync, writevSync } from 'node:fs';
import type { RecordKind, RecordPayloads, RunRecord } from '../protocol/records.js';
import { frameOf, frameSize } from './frames.js';
import { encodeRecord } from './recordCodec.js';

export interface RecordFile {
  /** Size in bytes: where the next record starts. */
  readonly size: number;
  /** @throws where the disk refuses. */
  append<K extends RecordKind>(kind: K, training: number, step: number, payload: RecordPayloads[K]): void;
  close(): void;
}

export function openRecordFile(path: string): RecordFile {
  const file = openSync(path, 'a');
  let size = fstatSync(file).size;
  let sequence = 0;
  return {
    get size() {
      return size;
    },
    append(kind, training, step, payload) {
      const bytes = encodeRecord({ kind, training, step, sequence: sequence++, payload } as RunRecord);
      const { header, footer } = frameOf(bytes);
      const written = writevSync(file, [header, bytes, footer]);
      if (written !== frameSize(bytes.length)) throw new Error('the disk took only a part of a record');
      size += written;
    },
    close: () => closeSync(file),
  };
}
