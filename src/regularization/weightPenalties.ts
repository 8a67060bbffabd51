/** Penalties on the size of weights, over all given tensors together. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../tensorflow/core.js';

/** λ Σ|w|, with subgradient 0 at 0: the sign is a constant to the gradient, where that of tf.abs is −1 at 0. */
export function l1(core: TensorflowCore, weights: readonly Tensor[], lambda: number): Scalar {
  return total(core, weights, lambda, (w) => core.sum(core.mul(w, core.sign(w))));
}

/** λ Σw². */
export function l2(core: TensorflowCore, weights: readonly Tensor[], lambda: number): Scalar {
  return total(core, weights, lambda, (w) => core.sum(core.square(w)));
}

function total(core: TensorflowCore, weights: readonly Tensor[], lambda: number, term: (w: Tensor) => Scalar): Scalar {
  return core.tidy(() => {
    const sum = weights.reduce<Scalar>((before, w) => core.add<Scalar>(before, term(w)), core.scalar(0));
    return core.mul<Scalar>(sum, lambda);
  });
}
