/**
 * Kernels that the wasm backend of TensorFlow.js computes wrongly without a word (max pooling of windows without a positive value,
 * gradients of 3D convolution, dilation). The training kernels of Gradlens take their place in its own sessions; where they are
 * not installed, for instance in a program that uses the library alone, the ops that need them are refused.
 */
import type { TensorflowCore } from '../tensorflow/core.js';

/** By op: the kernels that its value and its derivatives need. */
const NEEDED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Conv3D', ['Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2']],
  ['Dilation2D', ['Dilation2D']],
  ['MaxPool', ['MaxPoolGrad', 'MaxPoolWithArgmax']],
  ['MaxPool3D', ['MaxPool3D', 'MaxPool3DGrad']],
  ['MaxPoolWithArgmax', ['MaxPoolWithArgmax']],
]);

/** Which wrong kernel an op would need on the backend in use, if any. */
export function wrongKernel(core: TensorflowCore, kernelName: string): string | null {
  const needed = NEEDED.get(kernelName);
  if (!needed || core.getBackend() !== 'wasm') return null;
  const isOurs = (name: string) => 'isTrainingKernel' in core.getKernel(name, 'wasm');
  return needed.find((name) => !isOurs(name)) ?? null;
}
