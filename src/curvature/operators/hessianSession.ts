/** Hessian-vector products of a loss, all on one kept tape. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TensorflowCore } from '../../tensorflow/core.js';
import type { SymmetricOperator } from './symmetricOperator.js';

/** Where a variable lies in the flat vector of all parameters. */
export interface VariableSlice {
  offset: number;
  size: number;
  shape: number[];
}

/** The Hessian of a loss at the variables' values of when the session was opened. */
export interface HessianSession extends SymmetricOperator {
  readonly loss: number;
  /** Flat, variables in their order, each row-major; zero where the loss does not reach a variable. */
  readonly gradient: Float64Array;
  readonly layout: readonly VariableSlice[];
}

/** @param loss a pure function of the tensors that it is given: those of `variables`. */
export type LossFunction = (variables: Tensor[]) => Scalar;

export declare function openHessianSession(
  core: TensorflowCore,
  loss: LossFunction,
  variables: Tensor[],
): HessianSession;
