/** Operators whose spectrum is known. */
import type { SymmetricOperator } from '../../../src/curvature/operators/symmetricOperator.js';

export interface Counted extends SymmetricOperator {
  products: number;
}

export function diagonal(values: readonly number[]): Counted {
  return {
    size: values.length,
    products: 0,
    multiply(v) {
      this.products++;
      return v.map((value, i) => value * values[i]!);
    },
    dispose: () => undefined,
  };
}

/** Row-major; need not be symmetric. */
export function dense(matrix: ArrayLike<number>, size: number): SymmetricOperator {
  return {
    size,
    multiply: (v) =>
      Float64Array.from({ length: size }, (_, i) => {
        let sum = 0;
        for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * v[j]!;
        return sum;
      }),
    dispose: () => undefined,
  };
}

/** Symmetric, with zeros on the diagonal: where Hutchinson's estimator has its full variance. */
export function randomSymmetric(size: number, uniform: () => number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = 2 * uniform() - 1;
  return matrix;
}
