/** The whole matrix of a small operator, and what only a whole spectrum tells. */
import { symmetricEigenvalues } from '../eigen/symmetricEigen.js';
import { CurvatureError, notSymmetric } from '../errors.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';

/** Above this the matrix takes more than 32 MB, and its spectrum more than half a minute. */
export const DENSE_PARAMETERS = 2000;
/** Products of a right Hessian differ from symmetry by rounding alone. */
const ASYMMETRY = 1e-3;
/** An eigenvalue below this share of the largest is float32's rounding. */
const ROUNDING = 1e-6;

/**
 * n×n, row-major, from the products with n unit vectors, made symmetric: (M + Mᵀ)/2.
 *
 * @throws CurvatureError `too-many-parameters`, `not-symmetric`, `not-finite`.
 */
export function denseMatrix(operator: SymmetricOperator): Float64Array {
  const n = operator.size;
  if (n > DENSE_PARAMETERS) {
    const message = `A dense Hessian is made for at most ${DENSE_PARAMETERS} parameters; these are ${n}.`;
    throw new CurvatureError('too-many-parameters', message);
  }
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const e = new Float64Array(n);
    e[i] = 1;
    matrix.set(finiteProduct(operator, e), i * n);
  }
  makeSymmetric(matrix, n);
  return matrix;
}

/** All eigenvalues of a symmetric matrix, descending. */
export function denseSpectrum(matrix: Float64Array): Float64Array {
  return symmetricEigenvalues(matrix.slice(), Math.round(Math.sqrt(matrix.length)));
}

/** |λ|max / |λ|min of a whole spectrum; Infinity where the smallest is nothing but rounding. */
export function conditionNumber(eigenvalues: Float64Array): number | null {
  let [least, most] = [Infinity, 0];
  for (const value of eigenvalues) {
    least = Math.min(least, Math.abs(value));
    most = Math.max(most, Math.abs(value));
  }
  if (eigenvalues.length === 0 || most === 0) return null;
  return least <= ROUNDING * most ? Infinity : most / least;
}

/** The same from the two ends of a spectrum: null unless the smallest is positive beyond its error. */
export function conditionOfEnds(largest: number, smallest: { value: number; residual: number }): number | null {
  return smallest.value - smallest.residual > ROUNDING * largest ? largest / smallest.value : null;
}

function makeSymmetric(matrix: Float64Array, n: number): void {
  let [difference, size] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [lower, upper] = [matrix[i * n + j]!, matrix[j * n + i]!];
      difference += (lower - upper) ** 2;
      size += lower ** 2 + upper ** 2;
      matrix[i * n + j] = matrix[j * n + i] = (lower + upper) / 2;
    }
  }
  if (difference > ASYMMETRY ** 2 * size) throw notSymmetric(Math.sqrt(difference / size));
}
