/** Operators that are made of others. */
import { CurvatureError } from '../errors.js';
import { addScaled, scale } from '../vectors.js';
import { checkLength, type SymmetricOperator } from './symmetricOperator.js';

/**
 * (1/B) Σ H_b: the Hessian of the mean loss of B sub-batches of one size. Right only for a loss that is a mean over samples: a sum
 * must not be averaged. Owns its parts.
 */
export function meanOperator(parts: readonly SymmetricOperator[]): SymmetricOperator {
  const size = parts[0]?.size;
  if (size === undefined) throw new CurvatureError('wrong-value', 'A mean of operators needs at least one.');
  for (const part of parts) checkLength({ size }, { length: part.size });
  return {
    size,
    multiply(v) {
      const sum = parts[0]!.multiply(v);
      for (const part of parts.slice(1)) addScaled(sum, 1, part.multiply(v));
      scale(sum, 1 / parts.length);
      return sum;
    },
    dispose: () => parts.forEach((part) => part.dispose()),
  };
}

/**
 * P^-½ H P^-½ for the diagonal P > 0 of a preconditioned optimizer: it has the eigenvalues of P⁻¹H, the linear map of its update,
 * and is symmetric. Does not own H.
 *
 * @param preconditioner the diagonal of P; Infinity: the parameter does not move.
 */
export function preconditionedOperator(operator: SymmetricOperator, preconditioner: Float64Array): SymmetricOperator {
  checkLength(operator, preconditioner);
  const inverseRoot = preconditioner.map((p) => 1 / Math.sqrt(p));
  if (!inverseRoot.every(Number.isFinite))
    throw new CurvatureError('wrong-value', 'A preconditioner must be positive everywhere.');
  return {
    size: operator.size,
    multiply(v) {
      checkLength(this, v);
      const product = operator.multiply(v.map((value, i) => value * inverseRoot[i]!));
      return product.map((value, i) => value * inverseRoot[i]!);
    },
    dispose: () => undefined,
  };
}

export interface Range {
  offset: number;
  size: number;
}

/** The diagonal block of some parameters (a layer's): the others are held fixed. Does not own H. */
export function blockOperator(operator: SymmetricOperator, ranges: readonly Range[]): SymmetricOperator {
  const size = ranges.reduce((sum, range) => sum + range.size, 0);
  return {
    size,
    multiply(v) {
      checkLength(this, v);
      const whole = new Float64Array(operator.size);
      let at = 0;
      for (const range of ranges) {
        whole.set(v.subarray(at, at + range.size), range.offset);
        at += range.size;
      }
      const product = operator.multiply(whole);
      const part = new Float64Array(size);
      at = 0;
      for (const range of ranges) {
        part.set(product.subarray(range.offset, range.offset + range.size), at);
        at += range.size;
      }
      return part;
    },
    dispose: () => undefined,
  };
}
