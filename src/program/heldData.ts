/**
 * Data of leaves, held by reference while the step runs and read after its gradient. The engine counts nothing of it:
 * tf.memory() is what it would be, whatever the program disposes of meanwhile.
 */
import type { DataId, Tensor } from '@tensorflow/tfjs-core';
import type { Values } from './lossProgram.js';

interface DataBackend {
  incRef(dataId: DataId): void;
  readSync(dataId: DataId): Values;
  disposeData(dataId: DataId): boolean;
}

/** The parts of TensorFlow.js's engine that recording touches: the same from 4.0 to 4.22, and not in its published types. */
export interface RecordedEngine {
  state: { tensorInfo: WeakMap<DataId, { backend?: unknown }> };
}

/** The id that the next tensor will get. */
export function nextTensorId(engine: RecordedEngine): number {
  return (engine.constructor as unknown as { nextTensorId: number }).nextTensorId;
}

interface CountingEngine extends RecordedEngine {
  removeDataId(dataId: DataId, backend: unknown): void;
}

export interface HeldData {
  hold(key: number, tensor: Tensor): void;
  /** Values of a held tensor, in an array of their own. @throws where the backend cannot be read synchronously. */
  read(key: number): Values;
  /** Lets go of everything. */
  release(): void;
}

/** Whether a backend hands out the array that it computes with (cpu does), and not a copy. */
const shares = new WeakMap<DataBackend, boolean>();

function ownCopy(backend: DataBackend, dataId: DataId): Values {
  const values = backend.readSync(dataId);
  let shared = shares.get(backend);
  if (shared === undefined) shares.set(backend, (shared = backend.readSync(dataId).buffer === values.buffer));
  return shared ? values.slice() : values;
}

export function holdData(engine: RecordedEngine): HeldData {
  const held = new Map<number, { dataId: DataId; backend: DataBackend }>();
  return {
    hold(key, { dataId }) {
      const backend = engine.state.tensorInfo.get(dataId)?.backend as DataBackend | undefined;
      if (!backend) throw new Error('The data of a tensor in the loss is gone.');
      backend.incRef(dataId);
      held.set(key, { dataId, backend });
    },
    read(key) {
      const { dataId, backend } = held.get(key)!;
      return ownCopy(backend, dataId);
    },
    release() {
      for (const { dataId, backend } of held.values()) {
        // The last reference: the engine counts a buffer less, as it would have when the program disposed of it.
        if (backend.disposeData(dataId)) (engine as CountingEngine).removeDataId(dataId, backend);
      }
      held.clear();
    },
  };
}
