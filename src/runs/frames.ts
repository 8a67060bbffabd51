/**
 * Frames of a record file, as in TFRecord: length (u64), masked crc32c of the length (u32), payload, masked crc32c of
 * the payload (u32); all little-endian. A file that was cut anywhere keeps every whole frame before the cut.
 */
import { maskedChecksum } from './checksum.js';

const HEADER = 12;
const FOOTER = 4;
/** Longer payloads are never written: a length beyond this is damage, not data. */
const LONGEST = 1 << 30;

/** Header and footer that go around a payload. */
export function frameOf(payload: Uint8Array): { header: Buffer; footer: Buffer } {
  const header = Buffer.alloc(HEADER);
  writeHeader(header, 0, payload.length);
  const footer = Buffer.alloc(FOOTER);
  footer.writeUInt32LE(maskedChecksum(payload), 0);
  return { header, footer };
}

/** Where the payload of a frame that starts at `start` goes. */
export const payloadStart = (start: number): number => start + HEADER;

/** Writes header and footer around a payload that lies in its place and ends at `end`; answers where the frame ends. */
export function closeFrame(bytes: Buffer, start: number, end: number): number {
  const from = payloadStart(start);
  writeHeader(bytes, start, end - from);
  return bytes.writeUInt32LE(maskedChecksum(bytes, from, end), end);
}

function writeHeader(bytes: Buffer, start: number, length: number): void {
  bytes.writeUInt32LE(length, start);
  bytes.writeUInt32LE(0, start + 4);
  bytes.writeUInt32LE(maskedChecksum(bytes, start, start + 8), start + 8);
}

export const frameSize = (payloadLength: number): number => HEADER + payloadLength + FOOTER;

export type FrameRead =
  | { kind: 'payload'; payload: Buffer; next: number }
  /** The file ends inside this frame: torn, or still being written. */
  | { kind: 'partial' }
  /** A checksum does not fit. */
  | { kind: 'damaged' };

/** Of the frame that starts at `offset`: where its payload starts in it, and how long it is as a whole. */
export function frameLength(bytes: Buffer, offset = 0): { payload: number; whole: number } | 'partial' | 'damaged' {
  if (offset + HEADER > bytes.length) return 'partial';
  const lengthBytes = bytes.subarray(offset, offset + 8);
  if (maskedChecksum(lengthBytes) !== bytes.readUInt32LE(offset + 8)) return 'damaged';
  const length = Number(bytes.readBigUInt64LE(offset));
  return length > LONGEST ? 'damaged' : { payload: HEADER, whole: frameSize(length) };
}

/** Reads the frame that starts at `offset` of `bytes`. */
export function readFrame(bytes: Buffer, offset: number): FrameRead {
  const frame = frameLength(bytes, offset);
  if (typeof frame === 'string') return { kind: frame };
  const start = offset + frame.payload;
  const next = offset + frame.whole;
  const length = frame.whole - frameSize(0);
  if (next > bytes.length) return { kind: 'partial' };
  const payload = bytes.subarray(start, start + length);
  if (maskedChecksum(payload) !== bytes.readUInt32LE(start + length)) return { kind: 'damaged' };
  return { kind: 'payload', payload, next };
}

/**
 * Offset of the next frame after damage at `offset`: the first place where a length fits its checksum and a whole payload
 * fits its own. Null: there is none.
 */
export function findNextFrame(bytes: Buffer, offset: number): number | null {
  for (let at = offset + 1; at + HEADER <= bytes.length; at++) {
    // Six of the eight length bytes of a real frame are zero: a cheap test before the checksum.
    if (bytes.readUInt32LE(at + 4) === 0 && readFrame(bytes, at).kind === 'payload') return at;
  }
  return null;
}
