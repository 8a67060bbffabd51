/** Solves (H + μI)x = b by conjugate gradients, from products alone (Hestenes and Stiefel 1952), for H + μI positive definite. */
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { addScaled, dot, norm, scale } from '../vectors.js';

export interface SolveOptions {
  /** μ ≥ 0. */
  damping: number;
  maxIterations: number;
  /** Of the residual: ‖Hx + μx − b‖ ≤ tolerance·‖b‖. */
  tolerance: number;
}

export interface Solution {
  x: Float64Array;
  /** (H + μI)x, without μx: for the quadratic model of what x does. */
  hx: Float64Array;
  /** Products. */
  iterations: number;
  /** ‖Hx + μx − b‖ / ‖b‖. */
  residual: number;
  /**
   * A direction p with pᵀ(H + μI)p ≤ 0 was met, where the iteration ended: the matrix has no minimum to step to. x is what was reached
   * before it, or b where nothing was.
   */
  negativeCurvature: boolean;
  isConverged: boolean;
}

export function conjugateGradient(
  operator: SymmetricOperator,
  b: Float64Array,
  { damping, maxIterations, tolerance }: SolveOptions,
): Solution {
  const n = operator.size;
  const solution = { x: new Float64Array(n), hx: new Float64Array(n), iterations: 0, negativeCurvature: false };
  const size = norm(b);
  const r = Float64Array.from(b);
  const p = Float64Array.from(b);
  let square = size * size;
  while (solution.iterations < maxIterations && Math.sqrt(square) > tolerance * size) {
    const hp = finiteProduct(operator, p);
    solution.iterations++;
    const curvature = dot(p, hp) + damping * dot(p, p);
    if (!(curvature > 0)) {
      solution.negativeCurvature = true;
      if (solution.iterations === 1) {
        solution.x.set(b);
        solution.hx.set(hp);
      }
      break;
    }
    const step = square / curvature;
    addScaled(solution.x, step, p);
    addScaled(solution.hx, step, hp);
    addScaled(r, -step, hp);
    addScaled(r, -step * damping, p);
    const next = dot(r, r);
    scale(p, next / square);
    addScaled(p, 1, r);
    square = next;
  }
  const rest = solution.hx.map((value, i) => value + damping * solution.x[i]! - b[i]!);
  const residual = size > 0 ? norm(rest) / size : 0;
  return { ...solution, residual, isConverged: residual <= tolerance };
}
