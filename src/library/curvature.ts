/**
 * `gradlens/curvature`: the Hessian's spectrum, trace and Newton step for TensorFlow.js 4, from exact Hessian-vector products: the second
 * derivatives are those of `gradlens/autodiff`, right or refused. `docs/library.md` has examples.
 *
 * A loss is a function without arguments that uses the variables; it is called once (by `newtonStep` twice), so a random mask is the same
 * for all products. The Hessian is that of all variables together, flat: variables in their order, each row by row. Products
 * are float32's, with a relative error of about 1e-7; all else is computed in float64. Values are read back synchronously, so not on webgpu. The
 * same seed gives the same result; Math.random is not touched.
 *
 * What they throw carries a `code`: `op-refused` (an op without a right second derivative), `not-finite` (no number is made of NaN),
 * `not-symmetric` (an op whose gradient is not its derivative), `wrong-value`, `not-a-scalar`, or `nested` (inside of another gradient).
 */
import * as core from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { lanczos } from '../curvature/eigen/lanczos.js';
import { newtonDirection } from '../curvature/newton/newtonDirection.js';
import { splitVector } from '../curvature/operators/flatVector.js';
import { openHessianSession, type HessianSession } from '../curvature/operators/hessianSession.js';
import { createRandom } from '../curvature/random.js';
import { DENSE_PARAMETERS, denseMatrix, denseSpectrum } from '../curvature/spectrum/denseSpectrum.js';
import { exactDensity, spectralDensity as densityOf } from '../curvature/spectrum/density.js';
import {
  effectiveDimension as dimensionOf,
  exactEffectiveDimension,
} from '../curvature/spectrum/effectiveDimension.js';
import { hutchPlusPlus as hutchPlusPlusOf } from '../curvature/spectrum/hutchPlusPlus.js';
import { trace as traceOf } from '../curvature/spectrum/trace.js';

export interface EigenvalueOptions {
  /** How many of the algebraically largest, and of the smallest; more than there are means all. Default 1 and 0. */
  largest?: number;
  smallest?: number;
  /** Residual ‖Hy − θy‖ ≤ tolerance·|θ1|. Default 1e-3; float32's floor is about 1e-7. */
  tolerance?: number;
  /** Most Hessian-vector products. Default 1,000. */
  maxProducts?: number;
  /** Of the random start vectors. Default 1. */
  seed?: number;
}

export interface Eigenpair {
  value: number;
  /** ‖Hy − θy‖: an eigenvalue lies within it of `value`. */
  residual: number;
  /** y, of unit length, flat over all variables. */
  vector: Float64Array;
}

export interface Eigenvalues {
  /** Descending. */
  largest: Eigenpair[];
  /** Ascending. */
  smallest: Eigenpair[];
  products: number;
  /** At the tolerance asked for, at the floor of float32 (measured), or at the limit of products. */
  stopped: 'tolerance' | 'floor' | 'products';
}

/**
 * The algebraically largest and smallest eigenvalues of the Hessian, H y = θ y, by Lanczos with full reorthogonalisation in float64; a
 * multiple eigenvalue is found as often as it occurs. One gradient, and one product (about 1.5 gradients) a step: some 20 for the 10 largest
 * of a trained network.
 *
 * @example
 * const { largest } = hessianEigenvalues(() => tf.losses.meanSquaredError(y, model.predict(x)), variables, { largest: 3 });
 */
export function hessianEigenvalues(
  loss: () => Scalar,
  variables: readonly Tensor[],
  { seed = 1, ...options }: EigenvalueOptions = {},
): Eigenvalues {
  return withSession(loss, variables, (session) => {
    const { largest, smallest, products, stopped } = lanczos(session, { ...options, random: createRandom(seed) });
    return { largest, smallest, products, stopped };
  });
}

export interface DensityOptions {
  /** Random vectors. Default 10. */
  probes?: number;
  /** Lanczos steps, each a product, for each of them. Default 40. */
  steps?: number;
  /** Points of the grid. Default 256. */
  points?: number;
  /** Standard deviation of the Gaussian that an eigenvalue is widened to, as a share of the spectrum's width. Default 0.01. */
  width?: number;
  /** Default 1. */
  seed?: number;
}

export interface Density {
  /** Eigenvalues, ascending and evenly spaced. */
  grid: Float64Array;
  /** Density there: its integral over the grid is 1. */
  values: Float64Array;
  /** Standard deviation over the probes at each point; that of `values` is smaller by √probes. */
  spread: Float64Array;
  /** Share of negative curvature: Σ|λ| over λ < 0 in Σ|λ|; null for a zero Hessian. */
  negativeShare: number | null;
  products: number;
}

/**
 * Density of the Hessian's eigenvalues by stochastic Lanczos quadrature: for random unit v, `steps` of Lanczos give nodes θ_i and weights τ_i² with
 * vᵀf(H)v ≈ Σ τ_i²f(θ_i), the mean of which is tr f(H)/n. With no more parameters than these products the whole matrix costs less: then the
 * density is that of the exact spectrum, and the spread 0. Ghorbani, Krishnan and Xiao 2019.
 */
export function spectralDensity(
  loss: () => Scalar,
  variables: readonly Tensor[],
  { seed = 1, ...options }: DensityOptions = {},
): Density {
  return withSession(loss, variables, (session) => {
    const { probes = 10, steps = 40 } = options;
    const isSmall = session.size <= Math.min(probes * steps, DENSE_PARAMETERS);
    const { density, negativeShare, products } = isSmall
      ? { ...exactDensity(denseSpectrum(denseMatrix(session)), options), products: session.size }
      : densityOf(session, { ...options, random: createRandom(seed) });
    const { grid, values, spread } = density;
    return { grid, values, spread, negativeShare, products };
  });
}

/**
 * Trace of the Hessian by Hutchinson's estimator, the mean of vᵀHv over random signs v, with the standard error of that mean: about 95 % of the estimates
 * lie within two of them. Default: at least 32 probes, and as many as keep the standard error at most 5 % of ‖H‖_F·√n. With no more parameters
 * than probes it is exact, and the standard error 0. Hutchinson 1990.
 */
export function trace(
  loss: () => Scalar,
  variables: readonly Tensor[],
  { seed = 1, ...options }: { probes?: number; seed?: number } = {},
): { value: number; standardError: number; products: number } {
  return withSession(loss, variables, (session) => traceOf(session, { ...options, random: createRandom(seed) }));
}

/**
 * The same by Hutch++, tr(QᵀHQ) + tr((I − QQᵀ)H(I − QQᵀ)) with Q a basis of H on random vectors: the first part is computed, the second estimated. Much
 * nearer than `trace` where few eigenvalues are large. Default: 48 products, at least 6. Meyer, Musco, Musco and Woodruff 2021.
 */
export function hutchPlusPlus(
  loss: () => Scalar,
  variables: readonly Tensor[],
  { seed = 1, ...options }: { products?: number; seed?: number } = {},
): { value: number; standardError: number; products: number } {
  return withSession(loss, variables, (session) =>
    hutchPlusPlusOf(session, { ...options, random: createRandom(seed) }),
  );
}

/**
 * How many directions of the parameters the loss determines: Σ λ/(λ + μ) over the Hessian's eigenvalues λ > 0, with μ = `damping` > 0 the curvature that counts
 * half. By stochastic Lanczos quadrature as `spectralDensity` is, with the standard error over its probes, and with how much it moved over the last
 * quarter of the steps (`truncation`): where that is not small, μ asks for more steps. Exact, and both errors 0, with no more parameters than these
 * products. MacKay 1992; Maddox, Benton and Wilson 2020.
 */
export function effectiveDimension(
  loss: () => Scalar,
  variables: readonly Tensor[],
  { seed = 1, ...options }: { damping: number; probes?: number; steps?: number; seed?: number },
): { value: number; standardError: number; truncation: number; products: number } {
  return withSession(loss, variables, (session) => {
    const { damping, probes = 10, steps = 40 } = options;
    if (session.size > Math.min(probes * steps, DENSE_PARAMETERS))
      return dimensionOf(session, { ...options, random: createRandom(seed) });
    const value = exactEffectiveDimension(denseSpectrum(denseMatrix(session)), damping);
    return { value, standardError: 0, truncation: 0, products: session.size };
  });
}

export interface NewtonOptions {
  /** Default 1. */
  rate?: number;
  /** μ ≥ 0. Default 0. */
  damping?: number;
  /** Most products of the solution. Default 100. */
  maxIterations?: number;
}

export interface NewtonStep {
  /** Of the conjugate gradients, each one product. */
  iterations: number;
  /** Decrease of the loss by the quadratic model, and as it was: positive where the loss fell. */
  predicted: number;
  actual: number;
  /** A direction d with dᵀ(H + μI)d ≤ 0 was met: the step is the one reached before it. */
  negativeCurvature: boolean;
  /** ‖(H + μI)d − g‖ / ‖g‖. */
  residual: number;
  /** Why the step fails where it fails, in one sentence; null: the loss fell about as predicted. */
  why: string | null;
}

/**
 * A damped Newton step, w ← w − rate·(H + μI)⁻¹g, with g the gradient and H the Hessian of the loss; solved by conjugate gradients on
 * Hessian-vector products. It is taken also where the loss rises (`why` then says the reason), but not where the loss is no longer finite: then the
 * variables are put back.
 *
 * @example
 * const { actual, why } = newtonStep(loss, [w, b], { damping: 0.1 });
 */
export function newtonStep(
  loss: () => Scalar,
  variables: readonly Variable[],
  { rate = 1, damping = 0, maxIterations = 100 }: NewtonOptions = {},
): NewtonStep {
  return withSession(loss, variables, (session) => {
    const before = variables.map((variable) => core.clone(variable));
    const assign = (values: Tensor[]) => {
      variables.forEach((variable, i) => {
        variable.assign(values[i]!);
      });
    };
    const lossAt = (step: Float64Array) => {
      let value = NaN;
      core.tidy(() => {
        const parts = splitVector(core, step, session.layout);
        assign(before.map((tensor, i) => core.add(tensor, parts[i]!)));
        value = loss().dataSync()[0]!;
      });
      return value;
    };
    try {
      const found = newtonDirection(session, lossAt, { rate, damping, maxIterations });
      if (!Number.isFinite(found.actual)) assign(before);
      const { iterations, predicted, actual, negativeCurvature, residual, why } = found;
      return { iterations, predicted, actual, negativeCurvature, residual, why };
    } finally {
      core.dispose(before);
    }
  });
}

function withSession<R>(loss: () => Scalar, variables: readonly Tensor[], use: (session: HessianSession) => R): R {
  const session = openHessianSession(core, loss, [...variables]);
  try {
    return use(session);
  } finally {
    session.dispose();
  }
}
