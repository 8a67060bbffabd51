/** Clones share the memory of what they are clones of, as on the other backends; stock wasm copies it. Gradients clone all that they keep. */
import type { TensorflowCore } from '../../../tensorflow/core.js';
import { registerWasmKernel } from '../kernelScope.js';

export function registerIdentity(core: TensorflowCore): void {
  registerWasmKernel(core, 'Identity', () => ({ backend }, { x }) => {
    backend.incRef(x!.dataId);
    return { dataId: x!.dataId, shape: x!.shape, dtype: x!.dtype };
  });
}
