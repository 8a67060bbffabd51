/** How many directions of the parameters the loss determines. */
import type { Estimate } from '../../protocol/records.js';
import { meanEstimate } from '../../statistics/meanEstimate.js';
import { checkCount, CurvatureError } from '../errors.js';
import type { SymmetricOperator } from '../operators/symmetricOperator.js';
import type { Random } from '../random.js';
import { quadratureNodes, type Node } from './density.js';

export interface EffectiveDimensionOptions {
  random: Random;
  /** μ > 0: a direction of curvature μ counts half. */
  damping: number;
  /** Random vectors. Default 10. */
  probes?: number;
  /** Lanczos steps, each a product, for each of them. Default 40. */
  steps?: number;
}

export interface EffectiveDimension extends Estimate {
  /**
   * By how much the value moved over the last quarter of the steps: what too few of them leave, which no number of probes takes away. It grows where μ is
   * small beside the spectrum's width.
   */
  truncation: number;
  products: number;
}

/**
 * Σ λ/(λ + μ) over the eigenvalues λ > 0: each direction much more curved than μ counts 1, each much flatter 0; those of negative curvature count 0, as
 * the loss does not hold them. By stochastic Lanczos quadrature: n times the mean over random v of Σ τ_i² θ_i/(θ_i + μ) over
 * the nodes θ_i > 0, with the standard error of that mean.
 *
 * MacKay, Bayesian interpolation (1992); Maddox, Benton and Wilson, Rethinking parameter counting in deep models (2020), N_eff(H, z) with z = μ.
 *
 * @throws CurvatureError `wrong-value` for a μ that is not positive.
 */
export function effectiveDimension(
  operator: SymmetricOperator,
  { random, damping, probes = 10, steps = 40 }: EffectiveDimensionOptions,
): EffectiveDimension {
  checkDamping(damping);
  checkCount('probes', probes, 2);
  checkCount('steps', steps, 1);
  let products = 0;
  const countOf = (nodes: readonly Node[]) =>
    operator.size * nodes.reduce((sum, { value, weight }) => sum + weight * counted(value, damping), 0);
  const samples = Array.from({ length: probes }, () => {
    const [early, all] = quadratureNodes(operator, random, [Math.ceil(0.75 * steps), steps]) as [Node[], Node[]];
    products += all.length;
    return { value: countOf(all), moved: countOf(all) - countOf(early) };
  });
  const truncation = Math.abs(samples.reduce((sum, { moved }) => sum + moved, 0) / probes);
  return { ...meanEstimate(samples.map(({ value }) => value)), truncation, products };
}

/** Of a spectrum that is known. */
export function exactEffectiveDimension(eigenvalues: ArrayLike<number>, damping: number): number {
  checkDamping(damping);
  let sum = 0;
  for (let i = 0; i < eigenvalues.length; i++) sum += counted(eigenvalues[i]!, damping);
  return sum;
}

const counted = (eigenvalue: number, damping: number): number =>
  eigenvalue > 0 ? eigenvalue / (eigenvalue + damping) : 0;

function checkDamping(damping: number): void {
  if (!(damping > 0 && Number.isFinite(damping)))
    throw new CurvatureError('wrong-value', `The damping must be a positive number, not ${damping}.`);
}
