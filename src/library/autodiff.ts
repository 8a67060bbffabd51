/**
 * `gradlens/autodiff`: second derivatives for TensorFlow.js 4, right or refused. TensorFlow.js' own gradient of a gradient lacks
 * terms for exp, tanh, sigmoid, softmax and others, without a word, and throws for convolution and pooling; here the causes are
 * repaired while a function of this module runs, and put back when it returns. `docs/second-order.md` lists every op with its
 * measured error, `docs/library.md` has examples.
 *
 * Every function works on the TensorFlow.js of the program and on its backend, never reads values back, and returns tensors that
 * the caller disposes. What they throw carries a `code`: `op-refused` (a {@link RefusedOp}), `shape-mismatch`, `not-a-scalar`,
 * `no-batch`, or `nested` (called inside of another gradient).
 */
import * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { hessian as hessianOn } from '../autodiff/hessian.js';
import { hvp as hvpOn } from '../autodiff/hvp.js';
import { jacobian as jacobianOn, jacobianNorm as jacobianNormOn } from '../autodiff/jacobian.js';
import { withRepairs as withRepairsOn } from '../autodiff/repairs.js';
import { secondOrderStatus as statusOf } from '../autodiff/secondOrder.js';

/** Thrown where a second derivative would go through an op that is not known to be right. */
export interface RefusedOp extends Error {
  code: 'op-refused';
  /** As TensorFlow.js names the op's kernel: "MatMul" is `BatchMatMul`. */
  kernelName: string;
}

/**
 * Hessian-vector product: (H v)_i = Σ_j ∂²L/∂w_i∂w_j · v_j, for H the Hessian of the loss with respect to all variables together.
 * Exact to rounding (1e-7 to 1e-6 relative in float32); costs about three gradients. Pearlmutter 1994.
 *
 * @param loss gives the scalar L; it is called once, so a random mask is the same throughout.
 * @param variables what to differentiate by: variables, or tensors that the loss uses.
 * @param vectors v, one tensor for each variable, of its shape.
 * @returns H v, one tensor for each variable, of its shape; zeros where the loss does not depend on it.
 * @example
 * const w = tf.variable(tf.tensor1d([0.5, -1]));
 * const [hv] = hvp(() => tf.tanh(w).square().sum(), [w], [tf.tensor1d([1, 0])]);
 */
export function hvp(loss: () => Scalar, variables: readonly Tensor[], vectors: readonly Tensor[]): Tensor[] {
  return hvpOn(core, loss, variables, vectors);
}

/**
 * Hessian matrix H_ij = ∂²L/∂w_i∂w_j of shape [n, n], for w the n elements of all variables one after another, row by row.
 * Row i is H e_i: the matrix is not made symmetric, so its asymmetry shows the error of arithmetic. Costs one gradient and n
 * Hessian-vector products: for small models.
 *
 * @param loss gives the scalar L; it is called once.
 */
export function hessian(loss: () => Scalar, variables: readonly Tensor[]): Tensor2D {
  return hessianOn(core, loss, variables);
}

/**
 * Jacobian J[i…, j…] = ∂f(x)[i…] / ∂x[j…] of shape [...f(x).shape, ...x.shape]. f is called once; each element of f(x) costs one
 * backward sweep.
 */
export function jacobian(f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  return jacobianOn(core, f, x);
}

/**
 * Norm of the Jacobian over a batch, a scalar: √(1/B · Σ_b ‖∂f(x)_b / ∂x_b‖_F²), for x of shape [B, …] and f(x) of shape [B, …]. f must treat
 * the samples independently of each other (no batch norm in training mode). Costs as many backward sweeps as f has outputs a
 * sample. Hoffman, Roberts, Yaida 2019.
 */
export function jacobianNorm(f: (x: Tensor) => Tensor, x: Tensor): Scalar {
  return jacobianNormOn(core, f, x);
}

/**
 * Runs a synchronous f with the repairs in place, for second derivatives of your own making (`tf.grad` inside of `tf.grad`: a
 * gradient penalty, for example), and puts TensorFlow.js back exactly as it was, also when f throws.
 */
export function withRepairs<T>(f: () => T): T {
  return withRepairsOn(core, f);
}

/**
 * Whether the second derivative of an op is right, and why not.
 *
 * @param kernelName as TensorFlow.js names the op's kernel.
 */
export function secondOrderStatus(kernelName: string): { status: 'right' } | { status: 'refused'; why: string } {
  return statusOf(kernelName);
}
