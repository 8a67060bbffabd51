/**
 * `gradlens/regularizers`: penalties on raw variables, to be added to a loss of your own. They are ordinary differentiable functions, right to
 * any order, on the TensorFlow.js of the program; nothing is divided by the number of weights or of samples.
 */
import * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { l1 as l1On, l2 as l2On } from '../regularization/weightPenalties.js';

/**
 * λ Σ|w| over all weights, a scalar. Its gradient is λ sign(w), and 0 where w is 0: that of `tf.abs` is −1 there, and moves weights that
 * start at zero. Tibshirani 1996.
 */
export function l1(weights: readonly Tensor[], lambda: number): Scalar {
  return l1On(core, weights, lambda);
}

/** λ Σw² over all weights, a scalar, as `tf.regularizers.l2` has it: the gradient is 2λw. (`tf.nn.l2_loss` of TensorFlow is ½Σw².) */
export function l2(weights: readonly Tensor[], lambda: number): Scalar {
  return l2On(core, weights, lambda);
}

/** λ₁ Σ|w| + λ₂ Σw² over all weights, a scalar. Zou and Hastie 2005. */
export function l1l2(weights: readonly Tensor[], lambdas: { l1: number; l2: number }): Scalar {
  return core.tidy(() => core.add<Scalar>(l1On(core, weights, lambdas.l1), l2On(core, weights, lambdas.l2)));
}
