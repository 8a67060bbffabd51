/**
 * The newest snapshot for a thread that is slower than the one that makes them: three slots in shared memory, of which the
 * writer owns one, the reader one, and the third changes hands by one atomic exchange. Neither ever waits, and nothing is
 * read while it is written.
 */
import { snapshotBytes, snapshotSlot, type SnapshotShape, type SnapshotSlot } from './snapshot.js';

/** Word 0: index of the slot between both, plus FRESH where the writer put it there last. */
const FRESH = 4;
const HEADER_BYTES = 8;
const SLOTS = 3;

export const tripleBufferBytes = (shape: SnapshotShape): number => HEADER_BYTES + SLOTS * snapshotBytes(shape);

/** `memory` of `tripleBufferBytes`, all zero. */
export function tripleBufferWriter(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const { between, slots } = open(memory, shape);
  let own = 1;
  return {
    publish(write: (slot: SnapshotSlot) => void): void {
      write(slots[own]!);
      own = Atomics.exchange(between, 0, own + FRESH) % FRESH;
    },
  };
}

export function tripleBufferReader(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const { between, slots } = open(memory, shape);
  let own = 2;
  return {
    /** The newest slot; null: nothing since the last call. It is the reader's until the next one. */
    take(): SnapshotSlot | null {
      if (Atomics.load(between, 0) < FRESH) return null;
      own = Atomics.exchange(between, 0, own) % FRESH;
      return slots[own]!;
    },
  };
}

function open(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const bytes = snapshotBytes(shape);
  return {
    between: new Int32Array(memory, 0, 1),
    slots: Array.from({ length: SLOTS }, (_, i) => snapshotSlot(memory, HEADER_BYTES + i * bytes, shape)),
  };
}
