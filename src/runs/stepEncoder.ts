/**
 * A step record as bytes, written straight to its place: the same bytes as the codec's, for what is written at every step
 * and must cost little. MessagePack: https://github.com/msgpack/msgpack/blob/master/spec.md
 */
import type { StepPayload } from '../protocol/records.js';

type Column = Float64Array | Float32Array | Uint8Array;

/** Names of the payload's fields as MessagePack strings, in the order in which they are written. */
const FIELDS = (
  ['time', 'cost', 'loss', 'learningRate', 'epoch', 'microBatches'] as const satisfies (keyof StepPayload)[]
).map((name) => ({ name, text: shortText(name) }));
const COLUMNS = (['norms', 'gradient', 'weight', 'state', 'rawNorms'] as const satisfies (keyof StepPayload)[]).map(
  (name) => ({ name, text: shortText(name) }),
);
const KIND = shortText('step');

/** Bytes of everything but the columns' values, at most. */
const AROUND_COLUMNS = 256;

/** Bytes that a record takes at most. */
export function stepRecordRoom({ norms, gradient, weight, state, rawNorms }: StepPayload): number {
  const columns = norms.byteLength + gradient.byteLength + weight.byteLength + state.byteLength;
  return AROUND_COLUMNS + columns + (rawNorms?.byteLength ?? 0);
}

/** Writes the record at `at` of `target`, which has the room for it; answers where it ends. */
export function writeStepRecord(
  target: Buffer,
  at: number,
  { training, step, sequence }: { training: number; step: number; sequence: number },
  payload: StepPayload,
): number {
  target[at++] = 0x95; // An array of 5.
  at = writeText(target, at, KIND);
  at = writeNumber(target, at, training);
  at = writeNumber(target, at, step);
  at = writeNumber(target, at, sequence);
  const columns = payload.rawNorms ? COLUMNS.length : COLUMNS.length - 1;
  target[at++] = 0x80 | (FIELDS.length + columns);
  for (const { name, text } of FIELDS) {
    at = writeText(target, at, text);
    at = writeNumber(target, at, payload[name]);
  }
  for (let i = 0; i < columns; i++) {
    const { name, text } = COLUMNS[i]!;
    at = writeText(target, at, text);
    at = writeColumn(target, at, payload[name]!);
  }
  return at;
}

function writeText(target: Buffer, at: number, text: Uint8Array): number {
  for (let i = 0; i < text.length; i++) target[at + i] = text[i]!;
  return at + text.length;
}

function writeNumber(target: Buffer, at: number, value: number | null): number {
  if (value === null) {
    target[at] = 0xc0;
    return at + 1;
  }
  if (value >>> 0 === value) {
    if (value < 0x80) {
      target[at] = value;
      return at + 1;
    }
    if (value < 0x100) {
      target[at] = 0xcc;
      target[at + 1] = value;
      return at + 2;
    }
    if (value < 0x10000) {
      target[at] = 0xcd;
      return target.writeUInt16BE(value, at + 1);
    }
    target[at] = 0xce;
    return target.writeUInt32BE(value, at + 1);
  }
  if (value >= -0x20 && value < 0 && Number.isInteger(value)) {
    target[at] = 0x100 + value;
    return at + 1;
  }
  target[at] = 0xcb;
  return target.writeDoubleBE(value, at + 1);
}

/** msgpackr's extension for typed arrays: 't', the number of its type, and its memory. */
function writeColumn(target: Buffer, at: number, column: Column): number {
  const length = column.byteLength + 1;
  if (length < 0x100) {
    target[at++] = 0xc7;
    target[at++] = length;
  } else if (length < 0x10000) {
    target[at] = 0xc8;
    at = target.writeUInt16BE(length, at + 1);
  } else {
    target[at] = 0xc9;
    at = target.writeUInt32BE(length, at + 1);
  }
  target[at++] = 0x74;
  target[at++] = column.BYTES_PER_ELEMENT === 8 ? 8 : column.BYTES_PER_ELEMENT === 4 ? 7 : 1;
  target.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
  return at + column.byteLength;
}

function shortText(text: string): Uint8Array {
  return Uint8Array.of(0xa0 | text.length, ...Buffer.from(text));
}
