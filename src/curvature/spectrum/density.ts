/**
 * Spectral density by stochastic Lanczos quadrature (Ghorbani, Krishnan and Xiao 2019): m steps of Lanczos from a random unit v give nodes
 * θ_i with weights τ_i², τ_i the first component of T's eigenvector i, and
 *
 *     vᵀ f(H) v ≈ Σ τ_i² f(θ_i),   whose mean over v is tr f(H) / n
 *
 * so the mean over probes, each node widened to a Gaussian, is the density.
 */
import type { SpectralDensity } from '../../protocol/records.js';
import { KrylovSpace } from '../eigen/krylovSpace.js';
import { checkCount } from '../errors.js';
import type { SymmetricOperator } from '../operators/symmetricOperator.js';
import { signVector, type Random } from '../random.js';

export interface DensityOptions extends DensityGrid {
  random: Random;
  /** Random vectors. Default 10. */
  probes?: number;
  /** Lanczos steps, each a product, for each of them. Default 40. */
  steps?: number;
}

export interface DensityGrid {
  /** Default 256. */
  points?: number;
  /** Standard deviation of the Gaussian, as a share of the spectrum's width. Default 0.01. */
  width?: number;
}

export interface Quadrature {
  density: SpectralDensity;
  /** Share of negative curvature: Σ|λ| over λ < 0 in Σ|λ|; null for a zero operator. */
  negativeShare: number | null;
  products: number;
}

/** Mass at an eigenvalue. */
interface Node {
  value: number;
  weight: number;
}

export function spectralDensity(operator: SymmetricOperator, options: DensityOptions): Quadrature {
  const { random, probes = 10, steps = 40 } = options;
  checkCount('probes', probes, 1);
  checkCount('steps', steps, 1);
  const nodes = Array.from({ length: probes }, () => probeNodes(operator, random, steps));
  return {
    density: densityOf(nodes, options),
    negativeShare: negativeShareOf(nodes.flat()),
    products: nodes.reduce((sum, { length }) => sum + length, 0),
  };
}

/** The density of a spectrum that is known: without spread. */
export function exactDensity(eigenvalues: Float64Array, grid: DensityGrid = {}): Quadrature {
  const nodes = Array.from(eigenvalues, (value) => ({ value, weight: 1 / eigenvalues.length }));
  return { density: densityOf([nodes], grid), negativeShare: negativeShareOf(nodes), products: 0 };
}

function probeNodes(operator: SymmetricOperator, random: Random, steps: number): Node[] {
  const space = new KrylovSpace(operator, random, steps);
  space.startChain(signVector(random, operator.size));
  while (space.size < Math.min(steps, operator.size) && space.isOpen) space.expand();
  return space.ritz().map(({ value, coordinates }) => ({ value, weight: coordinates[0]! ** 2 }));
}

function densityOf(probes: readonly Node[][], { points = 256, width = 0.01 }: DensityGrid): SpectralDensity {
  checkCount('points', points, 2);
  const all = probes.flat().map(({ value }) => value);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const range = most - least || Math.abs(most) || 1;
  const sigma = width * range;
  const first = least - 4 * sigma;
  const step = (most - least + 8 * sigma) / (points - 1);
  const grid = Float64Array.from({ length: points }, (_, i) => first + i * step);
  const curves = probes.map((nodes) => grid.map((x) => smoothed(nodes, x, sigma)));
  const mean = grid.map((_, i) => curves.reduce((sum, curve) => sum + curve[i]!, 0) / curves.length);
  const spread = grid.map((_, i) => {
    const squares = curves.reduce((sum, curve) => sum + (curve[i]! - mean[i]!) ** 2, 0);
    return Math.sqrt(squares / Math.max(curves.length - 1, 1));
  });
  return { grid, values: mean, spread, probes: probes.length };
}

function smoothed(nodes: readonly Node[], x: number, sigma: number): number {
  const gaussian = (distance: number) => Math.exp(-0.5 * (distance / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
  return nodes.reduce((sum, { value, weight }) => sum + weight * gaussian(x - value), 0);
}

function negativeShareOf(nodes: readonly Node[]): number | null {
  let [negative, all] = [0, 0];
  for (const { value, weight } of nodes) {
    all += weight * Math.abs(value);
    if (value < 0) negative -= weight * value;
  }
  return all > 0 ? negative / all : null;
}
