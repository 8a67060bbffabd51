/**
 * What is handed to the curvature thread of a step, as numbers in shared memory: the weights before and after its update,
 * flat in the order of the training's variables, and the optimizer's accumulators of the same length.
 */
import type { AccumulatorName } from '../../curvature/stability/optimizerState.js';

export interface SnapshotShape {
  /** Weights of all variables together. */
  weights: number;
  /** Names of the optimizer's accumulators (`accumulatedSecondMoment`, …), each as long as the weights. */
  accumulators: AccumulatorName[];
}

export interface Snapshot {
  step: number;
  /** From 1; what the thread answers by. */
  number: number;
  learningRate: number;
  iterations: number;
  before: Float32Array;
  after: Float32Array;
  accumulators: Record<string, Float32Array>;
}

/** As float64: step, number of the snapshot among all of the run, learning rate, updates that the optimizer has made. */
const HEAD = 4;
const HEAD_BYTES = 8 * HEAD;

/** Without the weights: where a slot says where those are. */
export const snapshotHead = {
  bytes: ({ weights, accumulators }: SnapshotShape): number =>
    Math.ceil((HEAD_BYTES + 4 * weights * accumulators.length) / 8) * 8,
  at(memory: SharedArrayBuffer, offset: number, { weights, accumulators }: SnapshotShape) {
    return {
      head: new Float64Array(memory, offset, HEAD),
      accumulators: accumulators.map(
        (_, i) => new Float32Array(memory, offset + HEAD_BYTES + 4 * weights * i, weights),
      ),
    };
  },
};

export const snapshotBytes = (shape: SnapshotShape): number =>
  Math.ceil((snapshotHead.bytes(shape) + 8 * shape.weights) / 8) * 8;

/** One place for a snapshot in shared memory: views that both threads make for themselves. */
export interface SnapshotSlot {
  readonly head: Float64Array;
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly accumulators: readonly Float32Array[];
}

export function snapshotSlot(memory: SharedArrayBuffer, offset: number, shape: SnapshotShape): SnapshotSlot {
  const { weights } = shape;
  const row = (n: number) => new Float32Array(memory, offset + snapshotHead.bytes(shape) + 4 * weights * n, weights);
  return { ...snapshotHead.at(memory, offset, shape), before: row(0), after: row(1) };
}

/** A copy: the slot may be written again. */
export function readSnapshot(slot: SnapshotSlot, { accumulators }: SnapshotShape): Snapshot {
  const [step, number, learningRate, iterations] = slot.head as unknown as [number, number, number, number];
  const copy = (row: Float32Array) => new Float32Array(row);
  return {
    ...{ step, number, learningRate, iterations },
    before: copy(slot.before),
    after: copy(slot.after),
    accumulators: Object.fromEntries(accumulators.map((name, i) => [name, copy(slot.accumulators[i]!)])),
  };
}
