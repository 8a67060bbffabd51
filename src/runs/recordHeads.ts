/** Which records a file holds, by reading where each frame starts and the few bytes before its payload's own payload. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { frameLength } from './frames.js';

export interface RecordHead {
  kind: string;
  training: number;
  step: number;
  offset: number;
}

/** Length of a frame, then `[kind, training, step, …` as MessagePack: enough for any kind and number that is written. */
const HEAD_BYTES = 64;

/**
 * Heads in file order, up to a torn tail. Null: a frame is damaged, or holds what is not a record, and only reading on
 * from byte to byte finds the next one.
 */
export function readRecordHeads(path: string): RecordHead[] | null {
  const file = openSync(path, 'r');
  try {
    const size = fstatSync(file).size;
    const bytes = Buffer.alloc(HEAD_BYTES);
    const heads: RecordHead[] = [];
    for (let offset = 0; offset < size;) {
      const got = readSync(file, bytes, 0, HEAD_BYTES, offset);
      const frame = frameLength(bytes.subarray(0, got));
      if (frame === 'partial') return heads;
      const head = frame === 'damaged' ? null : recordHead(bytes.subarray(frame.payload, got));
      if (head === null || frame === 'damaged') return null;
      if (offset + frame.whole > size) return heads;
      heads.push({ ...head, offset });
      offset += frame.whole;
    }
    return heads;
  } finally {
    closeSync(file);
  }
}

/** The first three members of the array that a record is. */
function recordHead(bytes: Buffer): Omit<RecordHead, 'offset'> | null {
  const isRecord = bytes[0] === 0x95 && (bytes[1]! & 0xe0) === 0xa0;
  if (!isRecord) return null;
  const end = 2 + (bytes[1]! & 0x1f);
  const training = numberAt(bytes, end);
  const step = training && numberAt(bytes, training.next);
  return step && { kind: bytes.toString('utf8', 2, end), training: training.value, step: step.value };
}

/** A whole number from 0 on as MessagePack writes it. */
function numberAt(bytes: Buffer, at: number): { value: number; next: number } | null {
  const type = bytes[at];
  if (type === undefined || at + 9 > bytes.length) return null;
  if (type < 0x80) return { value: type, next: at + 1 };
  if (type === 0xcc) return { value: bytes.readUInt8(at + 1), next: at + 2 };
  if (type === 0xcd) return { value: bytes.readUInt16BE(at + 1), next: at + 3 };
  if (type === 0xce) return { value: bytes.readUInt32BE(at + 1), next: at + 5 };
  if (type === 0xcb) return { value: bytes.readDoubleBE(at + 1), next: at + 9 };
  return null;
}
