/** A Hessian is symmetric: an op whose gradient is not the derivative of the op shows in uᵀHv against vᵀHu. */
import { notSymmetric } from '../../curvature/errors.js';
import type { SymmetricOperator } from '../../curvature/operators/symmetricOperator.js';
import { normalVector, type Random } from '../../curvature/random.js';
import { dot, norm } from '../../curvature/vectors.js';

/** Rounding in float32 leaves 1e-7 to 1e-6 of ‖Hv‖. */
const ASYMMETRY = 1e-3;

/** @throws CurvatureError `not-symmetric`. Two products. */
export function checkSymmetry(operator: SymmetricOperator, random: Random): void {
  const [u, v] = [normalVector(random, operator.size), normalVector(random, operator.size)];
  const [hu, hv] = [operator.multiply(u), operator.multiply(v)];
  // For a symmetric H both are of the order of ‖Hv‖, as one of u's directions sees it.
  const size = Math.max(
    (norm(hv) * norm(u)) / Math.sqrt(operator.size),
    (norm(hu) * norm(v)) / Math.sqrt(operator.size),
  );
  const difference = Math.abs(dot(u, hv) - dot(v, hu));
  if (difference > ASYMMETRY * size) throw notSymmetric(difference / size);
}
