/** Finds the loss of a training without gradient calls: a scalar computed from its variables, which the program reads. */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import type { Lineage, Mark } from './lineage.js';
import type { StepRecorder } from './stepRecorder.js';

export interface LossReading {
  /** The program reads a scalar that descends from variables. */
  readBack(mark: Mark, dataId: DataId): void;
  /** The first scalar computed from values of stamps `from` up to, not including, `to`: none or one. */
  between(from: number, to: number): number[];
}

/** Scalars kept: those of a round and the one before are asked for. */
const KEPT = 16;

/** `found`: told of each as it is computed, or read. */
export function lossReading(lineage: Lineage, recorder: StepRecorder, found: (loss: Tensor) => void): LossReading {
  const scalars: { stamp: number; value: number }[] = [];
  const fresh = new WeakMap<DataId, Tensor>();
  /** The ops that lead to the scalar: where the same ops run again, their result is the loss, read back or not. */
  let path: number | null = null;
  /** The last turn in which they ran. */
  let seenIn = 0;

  function keep(stamp: number, tensor: Tensor): void {
    if (scalars.some((scalar) => scalar.stamp === stamp)) return;
    const value = recorder.scalar(tensor);
    if (value === null) return;
    scalars.push({ stamp, value });
    if (scalars.length > KEPT) scalars.shift();
    found(tensor);
  }

  lineage.onOp.push((mark, output) => {
    if (output.size !== 1 || output.dtype !== 'float32') return;
    fresh.set(output.dataId, output);
    if (mark.path !== path) return;
    seenIn = mark.turn;
    keep(mark.stamp, output);
  });

  return {
    readBack(mark, dataId) {
      const tensor = fresh.get(dataId);
      if (!tensor || tensor.isDisposed) return;
      // Read once, the scalar is known by its ops, which a later turn runs again.
      if (mark.turn > 0 && seenIn < mark.turn) path = mark.path;
      keep(mark.stamp, tensor);
    },
    between: (from, to) =>
      scalars
        .filter(({ stamp }) => stamp >= from && stamp < to)
        .map(({ value }) => value)
        .slice(0, 1),
  };
}
