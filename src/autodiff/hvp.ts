/** Hessian-vector products: the derivative of the gradient along a vector, exact to rounding. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { shapeMismatch } from './errors.js';
import { openTapeSession } from './tapeSession.js';

/**
 * H v for H the Hessian of the loss with respect to all the variables together: (H v)_i = Σ_j ∂²L/∂w_i∂w_j · v_j.
 *
 * @param loss must give the same scalar each time for the same variables; it is called once.
 * @param vectors one for each variable, of its shape.
 * @returns one tensor for each variable, of its shape; zeros where the loss does not depend on it.
 */
export function hvp(
  core: TensorflowCore,
  loss: () => Scalar,
  variables: readonly Tensor[],
  vectors: readonly Tensor[],
): Tensor[] {
  checkShapes(variables, vectors);
  const session = openTapeSession(core, loss, variables);
  try {
    return session.product(vectors);
  } finally {
    session.dispose();
  }
}

function checkShapes(variables: readonly Tensor[], vectors: readonly Tensor[]): void {
  if (variables.length !== vectors.length)
    throw shapeMismatch(`${variables.length} variables, ${vectors.length} vectors`);
  variables.forEach(({ shape }, i) => {
    const given = vectors[i]!.shape;
    if (shape.join() !== given.join()) throw shapeMismatch(`variable ${i} is [${shape}], its vector [${given}]`);
  });
}
