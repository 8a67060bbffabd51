/**
 * Which nodes of a tape that was recorded without the repairs can be differentiated twice as they lie there: their first derivative is TensorFlow.js'
 * own, and what it saved must be on the tape.
 */
import type { TensorflowCore } from '../tensorflow/core.js';
import type { TapeNode } from './engine.js';
import { gradientRules } from './gradients/rules.js';
import { RefusedOpError } from './refusedOp.js';
import { secondOrderStatus } from './secondOrder.js';
import { wrongKernel } from './wrongKernels.js';

/** We have a gradient in place of TensorFlow.js' own, which is as right where it does not throw (dilated convolution). */
const OWN_IS_RIGHT = new Set(['Conv2D', 'DepthwiseConv2dNative', 'Conv3D', 'Tile', 'SquaredDifference']);
const replaced = new Set(gradientRules.map(({ kernelName }) => kernelName).filter((name) => !OWN_IS_RIGHT.has(name)));

/** customGrads of TensorFlow.js that save their inputs alone; with an activation they run only where no gradient is taken. */
const FUSED = new Set(['fusedMatMul__op', 'fusedConv2d__op', 'fusedDepthwiseConv2d__op']);

const ADVICE = 'give the model, or the function that computes the outputs, in place of the outputs';

/** @throws RefusedOpError */
export function checkShared(core: TensorflowCore, node: TapeNode): void {
  const { kernelName } = node;
  const isKernel = core.getKernel(kernelName, core.getBackend()) !== undefined;
  if (!isKernel && (isClone(node) || FUSED.has(kernelName))) return;
  if (!isKernel) throw new RefusedOpError(kernelName || 'customGrad', `it has a gradient of its own; ${ADVICE}`);
  const wrong = wrongKernel(core, kernelName);
  if (wrong) throw new RefusedOpError(kernelName, `the wasm backend of TensorFlow.js computes ${wrong} wrongly`);
  const status = secondOrderStatus(kernelName);
  if (status.status === 'refused') throw new RefusedOpError(kernelName, status.why);
  if (replaced.has(kernelName) || !node.gradient)
    throw new RefusedOpError(kernelName, `TensorFlow.js' own gradient of it is not always right; ${ADVICE}`);
}

/** `Engine.clone` lies on the tape under the name of the scope that it is called in. */
function isClone({ inputs, saved }: TapeNode): boolean {
  const names = Object.keys(inputs);
  return names.length === 1 && names[0] === 'x' && (saved?.length ?? 0) === 0;
}
