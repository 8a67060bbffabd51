/**
 * The newest snapshot for a thread that is slower than the one that makes them: three slots in shared memory, of which the
 * writer owns one, the reader one, and the third changes hands by one atomic exchange. Neither ever waits, and nothing is
 * read while it is written.
 *
 * The weights before a step are those after the step before: a slot names two rows of weights, so that each step's are written
 * once. The writer takes a row that neither of the other two slots names; five rows do.
 */
import { snapshotHead, type SnapshotShape, type SnapshotSlot } from './snapshot.js';

/** Word 0: index of the slot between both, plus FRESH where the writer put it there last. */
const FRESH = 4;
const HEADER_BYTES = 8;
const SLOTS = 3;
const ROWS = 5;
/** As int32: the rows of before and after. */
const NAMES = 2;
const NAMES_BYTES = 4 * NAMES;

/** Weights around a step, flat. Written to by later steps: copy. */
export interface Around {
  before: Float32Array;
  after: Float32Array;
}

export const tripleBufferBytes = (shape: SnapshotShape): number =>
  HEADER_BYTES + SLOTS * slotBytes(shape) + ROWS * 4 * shape.weights;

/**
 * @param memory of `tripleBufferBytes`, all zero.
 * @param start the weights before the first step.
 */
export function tripleBufferWriter(memory: SharedArrayBuffer, shape: SnapshotShape, start: Float32Array) {
  const { between, slots, rows } = open(memory, shape);
  let own = 1;
  let newest = 0;
  rows[newest]!.set(start);
  return {
    /** `write` fills all of a slot but `before`, which is there. */
    publish(write: (slot: SnapshotSlot) => void): Around {
      const { names, ...rest } = slots[own]!;
      const named = slots.flatMap((slot, i) => (i === own ? [newest] : [...slot.names]));
      const free = rows.findIndex((_, row) => !named.includes(row));
      const around = { before: rows[newest]!, after: rows[free]! };
      write({ ...rest, ...around });
      names.set([newest, free]);
      newest = free;
      own = Atomics.exchange(between, 0, own + FRESH) % FRESH;
      return around;
    },
  };
}

export function tripleBufferReader(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const { between, slots, rows } = open(memory, shape);
  let own = 2;
  return {
    /** The newest slot; null: nothing since the last call. It is the reader's until the next one. */
    take(): SnapshotSlot | null {
      if (Atomics.load(between, 0) < FRESH) return null;
      own = Atomics.exchange(between, 0, own) % FRESH;
      const { names, ...rest } = slots[own]!;
      return { ...rest, before: rows[names[0]!]!, after: rows[names[1]!]! };
    },
  };
}

const slotBytes = (shape: SnapshotShape): number => NAMES_BYTES + snapshotHead.bytes(shape);

function open(memory: SharedArrayBuffer, shape: SnapshotShape) {
  const bytes = slotBytes(shape);
  const firstRow = HEADER_BYTES + SLOTS * bytes;
  return {
    between: new Int32Array(memory, 0, 1),
    slots: Array.from({ length: SLOTS }, (_, i) => {
      const at = HEADER_BYTES + i * bytes;
      return { names: new Int32Array(memory, at, NAMES), ...snapshotHead.at(memory, at + NAMES_BYTES, shape) };
    }),
    rows: Array.from(
      { length: ROWS },
      (_, i) => new Float32Array(memory, firstRow + 4 * i * shape.weights, shape.weights),
    ),
  };
}
