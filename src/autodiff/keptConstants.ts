/**
 * What a backward sweep computes from the recorded values alone is the same for each cotangent: slopes of activations, positions of
 * maxima, tiled statistics. The first sweep keeps those results, later ones take them. Which they are is told by descent: a sweep is
 * linear in its cotangents, and an op of which no input descends from them cannot depend on them.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { engineOf, overrideMethod } from './engine.js';

export interface KeptConstants {
  /** Runs a sweep, always the same one but for the values of the cotangents. */
  during<T>(cotangents: readonly Tensor[], sweep: () => T): T;
  dispose(): void;
}

interface Call {
  kernelName: string;
  /** Null: it descends from the cotangents, and is run each time. */
  kept: Tensor[] | null;
  isList: boolean;
}

export function keepConstants(core: TensorflowCore): KeptConstants {
  const engine = engineOf(core);
  /** The kernels of a sweep in order; null: none has run to its end. */
  let known: Call[] | null = null;
  const release = (calls: readonly Call[]) => {
    for (const { kept } of calls) for (const tensor of kept ?? []) tensor.dispose();
  };

  function during<T>(cotangents: readonly Tensor[], sweep: () => T): T {
    const descendants = new WeakSet<object>(cotangents.map(({ dataId }) => dataId));
    const seen: Call[] = [];
    let at = 0;
    let insideKernel = false;
    const restore = overrideMethod(engine, 'runKernelFunc', (original) => {
      return function (this: typeof engine, call) {
        // Groups with a gradient of their own are no kernels; what runs inside of a kernel is a part of it.
        if (insideKernel || call.kernelName == null) return original.call(this, call);
        const before = known?.[at++];
        // Another kernel than the last time: nothing more is taken from there.
        if (before && before.kernelName !== call.kernelName) at = Infinity;
        else if (before?.kept?.every(({ isDisposed }) => !isDisposed))
          return before.isList ? [...before.kept] : before.kept[0]!;
        insideKernel = true;
        let result: Tensor | Tensor[];
        try {
          result = original.call(this, call);
        } finally {
          insideKernel = false;
        }
        const outputs = Array.isArray(result) ? result : [result];
        const inputs = Object.values(call.inputs) as (Tensor | null | undefined)[];
        const descends = inputs.some((input) => input != null && descendants.has(input.dataId));
        if (descends) for (const { dataId } of outputs) descendants.add(dataId);
        if (!known) {
          const kept = descends ? null : outputs.map((output) => engine.keep(output));
          seen.push({ kernelName: call.kernelName, kept, isList: Array.isArray(result) });
        }
        return result;
      };
    });
    try {
      const result = sweep();
      known ??= seen;
      return result;
    } catch (error) {
      if (!known) release(seen);
      throw error;
    } finally {
      restore();
    }
  }

  return {
    during,
    dispose: () => {
      release(known ?? []);
      known = null;
    },
  };
}
