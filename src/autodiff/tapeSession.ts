/**
 * Hessian-vector products on a kept tape: the loss and its gradient g are evaluated and recorded once; every product is
 * then one more backward sweep through that record, since H v = ∂(gᵀv)/∂w. All products of a session see the same random
 * masks.
 *
 * Pearlmutter, Fast exact multiplication by the Hessian (1994); here by double backward, as PyTorch's autograd does it.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';
import { engineOf } from './engine.js';
import { notAScalar } from './errors.js';
import { recordTape } from './recordedTape.js';

export interface TapeSession {
  /** It lives until `dispose`, like the gradients. */
  loss: Scalar;
  /** One for each variable, of its shape; zeros where the loss does not depend on it. */
  gradients: Tensor[];
  /** H v, one tensor for each variable, of its shape; the caller disposes them. */
  product(vectors: readonly Tensor[]): Tensor[];
  dispose(): void;
}

/** Repairs are installed while the loss is evaluated and while a product is computed, not in between. */
export function openTapeSession(core: TensorflowCore, loss: () => Scalar, variables: readonly Tensor[]): TapeSession {
  const engine = engineOf(core);
  let value: Scalar | undefined;
  const tape = recordTape(
    core,
    () => {
      const result = engine.gradients(loss, [...variables], null, true);
      if (result.value.rank !== 0) throw notAScalar(result.value.shape);
      value = engine.keep(result.value) as Scalar;
      return result.grads.map((gradient, i) => gradient ?? core.zeros(variables[i]!.shape));
    },
    variables,
  );
  return {
    loss: value!,
    gradients: tape.outputs,
    product: (vectors) => tape.pullback(vectors),
    dispose: () => {
      tape.dispose();
      value!.dispose();
    },
  };
}
