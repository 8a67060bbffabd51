import { CurvatureError, notFinite } from '../errors.js';
import { isFinite } from '../vectors.js';

/** A real symmetric matrix that is known by its products alone. */
export interface SymmetricOperator {
  /** Rows, and columns. */
  readonly size: number;
  /** H v, a new vector; v is not kept. Throws on a vector of another length. */
  multiply(v: Float64Array): Float64Array;
  /** Frees what the operator holds. Afterwards it must not be used; a second call does nothing. */
  dispose(): void;
}

export function checkLength(operator: { size: number }, v: { length: number }): void {
  if (v.length === operator.size) return;
  throw new CurvatureError(
    'wrong-length',
    `The vector has ${v.length} numbers, but the operator takes ${operator.size}.`,
  );
}

/** H v; throws where the product has a number that is none: no eigenvalue is made of it. */
export function finiteProduct(operator: SymmetricOperator, v: Float64Array): Float64Array {
  const product = operator.multiply(v);
  if (!isFinite(product)) throw notFinite('A Hessian-vector product');
  return product;
}
