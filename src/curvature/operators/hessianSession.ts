/** Hessian-vector products of a loss as an operator on flat vectors: all on one kept tape. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { openTapeSession } from '../../autodiff/tapeSession.js';
import type { TensorflowCore } from '../../tensorflow/core.js';
import { CurvatureError, notFinite } from '../errors.js';
import { isFinite } from '../vectors.js';
import { joinTensors, layoutOf, splitVector, totalSize, type VariableSlice } from './flatVector.js';
import { checkLength, type SymmetricOperator } from './symmetricOperator.js';

/** The Hessian of a loss at the variables' values of when the session was opened. */
export interface HessianSession extends SymmetricOperator {
  readonly loss: number;
  /** Flat, zero where the loss does not reach a variable. */
  readonly gradient: Float64Array;
  readonly layout: readonly VariableSlice[];
}

/** @param variables what the loss is a pure function of. */
export type LossFunction = (variables: Tensor[]) => Scalar;

/**
 * The loss is evaluated once, for about the price of a gradient; until it is disposed the session holds the memory of a
 * recorded gradient. Exact but for float32's rounding, relative error about 1e-7; all products see the same dropout mask.
 *
 * @throws CurvatureError `not-finite` where loss or gradient is NaN or infinite; AutodiffError for a loss that is no scalar or
 * inside of another gradient; RefusedOpError, at the latest in the first product, for an op without a right second derivative.
 */
export function openHessianSession(core: TensorflowCore, loss: LossFunction, variables: Tensor[]): HessianSession {
  const layout = layoutOf(variables);
  const session = openTapeSession(core, () => loss(variables), variables);
  const value = session.loss.dataSync()[0]!;
  const gradient = joinTensors(session.gradients, layout);
  let isOpen = true;
  const dispose = () => {
    if (isOpen) session.dispose();
    isOpen = false;
  };
  if (!Number.isFinite(value) || !isFinite(gradient)) {
    dispose();
    throw notFinite(Number.isFinite(value) ? 'The gradient' : 'The loss');
  }
  return {
    size: totalSize(layout),
    loss: value,
    gradient,
    layout,
    multiply(v) {
      if (!isOpen) throw new CurvatureError('disposed', 'The Hessian session is closed.');
      checkLength(this, v);
      // Nothing is returned from tidy: it would walk through the numbers.
      let product!: Float64Array;
      core.tidy(() => void (product = joinTensors(session.product(splitVector(core, v, layout)), layout)));
      return product;
    },
    dispose,
  };
}
