/** Nothing is silently wrong: an op that is not known to be right is refused when it is differentiated a second time. */
import type { TensorflowCore } from '../tensorflow/core.js';
import type { TapeNode } from './engine.js';
import { RefusedOpError } from './refusedOp.js';
import { secondOrderStatus } from './secondOrder.js';
import { wrongKernel } from './wrongKernels.js';

/** Tapes on which nothing may be wrong: those that we keep, and those with a nested gradient, which are differentiated twice. */
const strict = new WeakSet<TapeNode[]>();

export function makeStrict(tape: TapeNode[]): void {
  strict.add(tape);
}

/** On any other tape first derivatives are TensorFlow.js' own, but for our rules. */
export function isStrict(tape: TapeNode[]): boolean {
  return strict.has(tape);
}

/**
 * To be called with each node of a kernel when it is recorded. The node may lie beside the path from x to y, which is known only
 * when gradients flow: so its gradient is replaced by one that throws.
 */
export function refuseUnknown(core: TensorflowCore, tape: TapeNode[], node: TapeNode): void {
  if (!isStrict(tape)) return;
  const { kernelName } = node;
  const status = secondOrderStatus(kernelName);
  const wrong = wrongKernel(core, kernelName);
  if (status.status === 'right' && node.gradient && !wrong) return;
  const why = wrong
    ? `the wasm backend of TensorFlow.js computes ${wrong} wrongly; use another backend`
    : status.status === 'refused'
      ? status.why
      : 'its gradient is not registered';
  node.gradient = () => {
    throw new RefusedOpError(kernelName, why);
  };
}
