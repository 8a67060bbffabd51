/** The wasm backend on the program's own tfjs-core: one engine, one core. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { backendWrongResults } from '../errors.js';
import { proveBackend } from '../proveBackend.js';
import { registerTrainingKernels } from './trainingKernels.js';

type Require = (specifier: string) => unknown;

/**
 * Registers the backend `wasm` and our training kernels, and starts it; with `loadOwn`, the program's own package, which
 * the program starts itself (it may still want to set the paths of its binaries).
 */
export async function startWasm(core: TensorflowCore, assets: string, loadOwn: (() => unknown) | null): Promise<void> {
  if (loadOwn) {
    loadOwn();
    registerTrainingKernels(core);
    return;
  }
  bindToCore(core, assets);
  registerTrainingKernels(core);
  if (!(await core.setBackend('wasm'))) throw new Error('its binary could not be started.');
  if (!proveBackend(core)) throw backendWrongResults('wasm');
}

/** dist/tfjs/wasmBackend.cjs is a function of `require`: what it imports as tfjs-core is the core given here. */
function bindToCore(core: TensorflowCore, assets: string): void {
  const load = createRequire(path.join(assets, 'wasmBackend.cjs'));
  const bind = load('./wasmBackend.cjs') as (require: Require) => unknown;
  // A core older than the backend has no names for its newest kernels.
  const tolerant = {
    ...core,
    registerKernel: (config: Parameters<TensorflowCore['registerKernel']>[0]) => {
      if (config.kernelName !== undefined) core.registerKernel(config);
    },
  };
  bind((specifier) => (specifier === '@tensorflow/tfjs-core' ? tolerant : load(specifier)));
}
