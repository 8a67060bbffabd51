/** What wasm lacks for training, computes slowly or computes wrongly, made good with its own kernels. */
import type { TensorflowCore } from '../core.js';

export function registerTrainingKernels(core: TensorflowCore): void {
  void core;
}
