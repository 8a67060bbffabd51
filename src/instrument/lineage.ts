/**
 * Which tensors were computed from which others, by data, not by object: only as much as finding trainings without
 * Variables or without gradient calls needs, and only while such a training is possible.
 */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import type { KernelCall } from './engine.js';

/** What a tensor descends from. */
export interface Mark {
  /** One bit a source. */
  bits: number;
  /** When the newest of its sources got its value. */
  stamp: number;
  /** Hash of the ops on descendants up to this one, since the last restart: equal where the program did the same. */
  path: number;
  /** How many restarts came before: a path is only comparable where it began at one. */
  turn: number;
}

export interface Lineage {
  active: boolean;
  /** Time: grows with each new value of a source. */
  stamp: number;
  /** A bit for a new source; the last one is shared when there are more sources than bits. */
  newBit(): number;
  seed(dataId: DataId, bits: number): void;
  of(dataId: DataId): Mark | undefined;
  /** An op ran. */
  note(call: KernelCall, outputs: Tensor | Tensor[]): void;
  /** Paths are counted from here on. */
  restart(): void;
  /** Number of restarts. */
  turn: number;
  /** Told of each op on descendants. */
  onOp: ((mark: Mark, output: Tensor) => void)[];
}

const BITS = 30;

export function lineage(): Lineage {
  const marks = new WeakMap<DataId, Mark>();
  let bits = 0;
  const kernels = new Map<string, number>();
  let path = 1;
  const self: Lineage = {
    active: true,
    stamp: 0,
    newBit: () => 1 << Math.min(bits++, BITS),
    seed: (dataId, seeded) => void marks.set(dataId, { bits: seeded, stamp: self.stamp, path: 0, turn: self.turn }),
    of: (dataId) => marks.get(dataId),
    note({ inputs, kernelName = '' }, outputs) {
      let from = 0;
      let stamp = 0;
      for (const key in inputs) {
        const input = (inputs as Record<string, Tensor | null | undefined>)[key];
        const mark = input?.dataId && marks.get(input.dataId);
        if (!mark) continue;
        from |= mark.bits;
        if (mark.stamp > stamp) stamp = mark.stamp;
      }
      if (from === 0) return;
      let kernel = kernels.get(kernelName);
      if (kernel === undefined) kernels.set(kernelName, (kernel = kernels.size + 1));
      path = (Math.imul(path, 31) + kernel) | 0 || 1;
      const mark: Mark = { bits: from, stamp, path, turn: self.turn };
      for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
        // A reshaped tensor shares its data, and with it where it comes from.
        if (!marks.has(output.dataId)) marks.set(output.dataId, mark);
        for (const listener of self.onOp) listener(mark, output);
      }
    },
    turn: 0,
    restart() {
      path = 1;
      self.turn++;
    },
    onOp: [],
  };
  return self;
}
