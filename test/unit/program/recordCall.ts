/** Records one gradient call on the engine in use, without the trainer's hooks. */
import type * as core from '@tensorflow/tfjs-core';
import type { RecordedEngine } from '../../../src/program/heldData.js';
import type { LossProgram, OpSource } from '../../../src/program/lossProgram.js';
import { recordProgram, type OpCall } from '../../../src/program/recordProgram.js';

interface OpenEngine extends RecordedEngine {
  runKernelFunc?: (call: OpCall) => core.Tensor | core.Tensor[];
  clone?: (tensor: core.Tensor) => core.Tensor;
  readSync?: (dataId: core.DataId) => ArrayLike<number>;
}

export interface RecordedCall {
  program: LossProgram;
  value: core.Tensor;
  grads: (core.Tensor | null | undefined)[];
}

export function recordCall(
  tf: typeof core,
  loss: () => core.Tensor,
  variables: readonly core.Variable[],
  source: (kernel: string) => OpSource | null = () => null,
  largestLeaf?: number,
): RecordedCall {
  const engine = tf.engine() as unknown as OpenEngine;
  const { runKernelFunc, clone, readSync } = engine as Required<OpenEngine>;
  const recording = recordProgram({ engine, xs: variables, source, ...(largestLeaf ? { largestLeaf } : {}) });
  engine.runKernelFunc = function (call) {
    return recording.op(call, (given) => runKernelFunc.call(this, given));
  };
  engine.clone = function (tensor) {
    const copy = clone.call(this, tensor);
    recording.cloned(tensor, copy);
    return copy;
  };
  engine.readSync = function (dataId) {
    recording.read(dataId);
    return readSync.call(this, dataId);
  };
  try {
    const forward = () => {
      const value = loss();
      recording.returned(value);
      return value;
    };
    const result = tf.engine().gradients(forward, [...variables], undefined, true);
    const program = recording.finish(variables.map((tensor) => ({ tensor, name: tensor.name })));
    return { program, ...result };
  } catch (error) {
    recording.abandon();
    throw error;
  } finally {
    // The engine's own methods are on its prototype.
    delete engine.runKernelFunc;
    delete engine.clone;
    delete engine.readSync;
  }
}
