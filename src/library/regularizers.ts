/**
 * `gradlens/regularizers`: penalties on raw variables, to be added to a loss of your own. They are ordinary differentiable functions, right to
 * any order, on the TensorFlow.js of the program; nothing is divided by the number of weights or of samples.
 */
import * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { TERM_HOOK, type TermHook } from '../protocol/library.js';
import { checkedOptions, penaltyOnFunction, penaltyOnOutputs, randomOf } from '../regularization/jacobian/jacobianPenalty.js';
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

export interface JacobianOptions {
  /** λ. */
  lambda: number;
  /** Before λ‖J‖²: ½ as in the paper where it is not given, or 1. */
  factor?: number;
  /** Random projections a sample, each one backward sweep; exact where they are as many as outputs, or `'exact'`. Default 1. */
  projections?: number | 'exact';
  /** Differentiate by these variables or tensors in place of the inputs. */
  wrt?: Tensor | readonly Tensor[];
  /** The same seed gives the same projections: give another at each step. Default: from Math.random. */
  seed?: number;
}

/** What `tf.LayersModel` has. */
export interface AppliedModel {
  apply(inputs: Tensor | Tensor[], options?: object): unknown;
}

export function jacobianPenalty(
  model: AppliedModel | ((x: Tensor) => Tensor | Tensor[]) | Tensor | readonly Tensor[],
  x: Tensor | readonly Tensor[],
  options: JacobianOptions,
): Scalar {
  const { wrt, seed } = options;
  const inputs = listOf(x);
  const all = { ...checkedOptions(options), wrt: wrt === undefined ? null : listOf(wrt), random: randomOf(seed) };
  if (isOutputs(model)) return named(penaltyOnOutputs(core, listOf(model), inputs, all));
  const f = typeof model === 'function' ? model : (given: Tensor) => model.apply(given, { training: false }) as Tensor;
  return named(penaltyOnFunction(core, () => f(x as Tensor), inputs, all));
}

const isOutputs = (model: unknown): model is Tensor | readonly Tensor[] =>
  Array.isArray(model) || model instanceof core.Tensor;
const listOf = (tensors: Tensor | readonly Tensor[]) => (Array.isArray(tensors) ? tensors : [tensors]) as Tensor[];

/** In a session the term is shown by this name. */
function named(penalty: Scalar): Scalar {
  (globalThis as { [TERM_HOOK]?: TermHook })[TERM_HOOK]?.('jacobian', penalty);
  return penalty;
}
