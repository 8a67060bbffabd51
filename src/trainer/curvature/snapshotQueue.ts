/**
 * Snapshots of every step for a thread that is slower than the one that makes them: a ring in shared memory, written by one
 * thread and read by another. What finds no room is dropped.
 */
import { snapshotBytes, snapshotSlot, type SnapshotShape, type SnapshotSlot } from './snapshot.js';

/** Words: snapshots written and read so far. */
const WRITTEN = 0;
const READ = 1;
const HEADER_BYTES = 8;

export const queueBytes = (shape: SnapshotShape, capacity: number): number =>
  HEADER_BYTES + capacity * snapshotBytes(shape);

/** `memory` of `queueBytes`, all zero. */
export function queueWriter(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const { counts, slots } = open(memory, shape);
  return {
    /** False: there is no room. */
    publish(write: (slot: SnapshotSlot) => void): boolean {
      const written = Atomics.load(counts, WRITTEN);
      if (written - Atomics.load(counts, READ) >= slots.length) return false;
      write(slots[written % slots.length]!);
      Atomics.store(counts, WRITTEN, written + 1);
      return true;
    },
  };
}

export function queueReader(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const { counts, slots } = open(memory, shape);
  return {
    /** The oldest that was not read; `done` must be called before the next. Null: there is none. */
    take(): SnapshotSlot | null {
      const read = Atomics.load(counts, READ);
      return read < Atomics.load(counts, WRITTEN) ? slots[read % slots.length]! : null;
    },
    done(): void {
      Atomics.add(counts, READ, 1);
    },
  };
}

function open(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const bytes = snapshotBytes(shape);
  const capacity = Math.floor((memory.byteLength - HEADER_BYTES) / bytes);
  return {
    counts: new Int32Array(memory, 0, 2),
    slots: Array.from({ length: capacity }, (_, i) => snapshotSlot(memory, HEADER_BYTES + i * bytes, shape)),
  };
}
