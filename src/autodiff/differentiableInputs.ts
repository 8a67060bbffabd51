/** Through which of its inputs an op can have a derivative at all. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Inputs, TapeNode } from './engine.js';

/** Their derivative is zero wherever it exists: without them nothing is computed to be multiplied by zero. */
const BY_JUMPS = new Map([
  ...['Step', 'Sign', 'Floor', 'Ceil', 'Round', 'ZerosLike', 'OnesLike'].map((kernel): [string, string[]] => [
    kernel,
    ['x'],
  ]),
  ['MaxPoolGrad', ['input', 'output']],
  ['MaxPoolGradGrad', ['input', 'output']],
  ['MaxPool3DGrad', ['input', 'output']],
]);

/**
 * Leaves out
 * - what is not there: a fused op without bias has an input that is undefined, which the tape cannot follow;
 * - integers and booleans: as functions of real numbers they are constant but for jumps, so their derivative is zero wherever
 *   it exists. This ends the paths through comparisons, arg max, rounding casts, indices and masks;
 * - inputs on which the op depends by jumps alone (`BY_JUMPS`), for the same reason;
 * - an input that is returned as the output: the tape would count its gradient twice.
 */
export function differentiableInputs(kernelName: string, inputs: Inputs, outputs: readonly Tensor[]): Inputs {
  const jumping = BY_JUMPS.get(kernelName) ?? [];
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([name, input]) =>
        !jumping.includes(name) &&
        (input as Tensor | null | undefined) != null &&
        (input.dtype === 'float32' || input.dtype === 'complex64') &&
        outputs.every(({ id }) => id !== input.id),
    ),
  );
}

const complete = new WeakMap<TapeNode, Inputs>();

/** To be called where a node was recorded with fewer inputs than its op has. */
export function rememberInputs(node: TapeNode, inputs: Inputs): void {
  complete.set(node, inputs);
}

/** Every input of a node's op, also those without a derivative. */
export function allInputs(node: TapeNode): Tensor[] {
  const inputs = Object.values(complete.get(node) ?? node.inputs) as (Tensor | null | undefined)[];
  return inputs.filter((input) => input != null);
}
