/** Through which of its inputs an op can have a derivative at all. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Inputs } from './engine.js';

/**
 * Leaves out
 * - what is not there: a fused op without bias has an input that is undefined, which the tape cannot follow;
 * - integers and booleans: as functions of real numbers they are constant but for jumps, so their derivative is zero wherever
 *   it exists. This ends the paths through comparisons, arg max, rounding casts, indices and masks;
 * - an input that is returned as the output: the tape would count its gradient twice.
 */
export function differentiableInputs(inputs: Inputs, outputs: readonly Tensor[]): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([, input]) =>
        (input as Tensor | null | undefined) != null &&
        (input.dtype === 'float32' || input.dtype === 'complex64') &&
        outputs.every(({ id }) => id !== input.id),
    ),
  );
}
