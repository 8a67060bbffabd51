/** The Hessian as a matrix: for small models, and to check everything else by. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { openTapeSession } from './tapeSession.js';
import { basisVectors, concatenate } from './vectors.js';

/**
 * H_ij = ∂²L/∂w_i∂w_j, of shape [n, n], where w are the elements of all variables one after another, row by row: row i is
 * H e_i, so an error of arithmetic shows as asymmetry.
 *
 * Costs one evaluation of the gradient and n Hessian-vector products.
 */
export function hessian(core: TensorflowCore, loss: () => Scalar, variables: readonly Tensor[]): Tensor2D {
  const session = openTapeSession(core, loss, variables);
  try {
    return core.tidy(() => {
      const rows: Tensor[] = [];
      for (const vectors of basisVectors(core, variables)) {
        rows.push(core.tidy(() => concatenate(core, session.product(vectors))));
        core.dispose(vectors);
      }
      return core.stack(rows) as Tensor2D;
    });
  } finally {
    session.dispose();
  }
}
