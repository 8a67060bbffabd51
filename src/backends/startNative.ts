/** Starts the backend of tfjs-node or tfjs-node-gpu and proves it by a product and a gradient. */
import { createRequire } from 'node:module';
import util from 'node:util';
import type { TensorflowCore } from '../tensorflow/core.js';
import type { NativePackage } from './nativePackage.js';
import { proveBackend } from './proveBackend.js';

export type NativeStart = { gpu: boolean } | { failure: string };

/** Loading the package registers the backend `tensorflow` and makes it the one in use. */
export function startNative(core: TensorflowCore, name: NativePackage, programFile: string): NativeStart {
  restoreIsNullOrUndefined();
  const before = core.engine().backendName;
  try {
    createRequire(programFile)(name);
    if (core.getBackend() !== 'tensorflow') core.setBackend('tensorflow');
    if (!proveBackend(core)) {
      return withdraw(core, before, `${name} loads, but computes a wrong product or gradient.`);
    }
    return { gpu: Boolean((core.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice) };
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error).split('\n')[0];
    return withdraw(core, before, `${name} is installed but does not load: ${reason}`);
  }
}

/** Leaves no half-started backend behind. */
function withdraw(core: TensorflowCore, before: string | undefined, failure: string): NativeStart {
  if (core.engine().registry['tensorflow'] ?? core.findBackendFactory('tensorflow')) core.removeBackend('tensorflow');
  if (before) core.setBackend(before);
  return { failure };
}

/** tfjs-node 4.22 calls `util.isNullOrUndefined`, which Node 23 removed. */
function restoreIsNullOrUndefined(): void {
  const old = util as typeof util & { isNullOrUndefined?: (value: unknown) => boolean };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
}
