/**
 * The algebraically largest and smallest eigenvalues of a symmetric operator by Lanczos. One start vector finds one vector
 * of each eigenspace, so when all is converged a fresh chain starts in the orthogonal complement, until one changes nothing.
 */
import { checkCount } from '../errors.js';
import type { SymmetricOperator } from '../operators/symmetricOperator.js';
import type { Random } from '../random.js';
import { addScaled, norm } from '../vectors.js';
import { checkProducts } from './complementCheck.js';
import { KrylovSpace, type RitzCoordinates } from './krylovSpace.js';

export interface LanczosOptions {
  /** How many of the largest and of the smallest; more than the operator has rows means all. Default 1 and 0. */
  largest?: number;
  smallest?: number;
  /** Residual ‖Hy − θy‖ ≤ tolerance·|θ1|, where θ1 is the largest (the smallest, where no largest is asked for). Default 1e-3. */
  tolerance?: number;
  /** Default 1,000. */
  maxProducts?: number;
  random: Random;
  /** Where the first chain starts; default random. */
  start?: Float64Array;
  /** Vectors of the basis, above which it is shrunk to the wanted ones (a restart). Default: as many as fit 256 MB, at most 300. */
  maxBasis?: number;
  /** Look for further copies of multiple eigenvalues. Default true. */
  complement?: boolean;
}

export interface RitzPair {
  value: number;
  /** ‖Hy − θy‖: some eigenvalue lies within it. A Ritz value never exceeds λ1. */
  residual: number;
  /** y, of unit length. */
  vector: Float64Array;
}

export interface Eigenpairs {
  /** Descending. */
  largest: RitzPair[];
  /** Ascending. */
  smallest: RitzPair[];
  products: number;
  /** At the tolerance asked for, at the floor of the operator's own rounding, or at the limit of products. */
  stopped: 'tolerance' | 'floor' | 'products';
  /** Rounding in a product, measured on one Ritz vector; null: the tolerance is far above it, it was not measured. */
  floor: number | null;
}

/** Tolerances from here on are far above the rounding of float32 products. */
const FLOOR_MATTERS = 1e-5;
/** Bytes that the basis may take before it is shrunk to the wanted Ritz vectors. */
const BASIS_BYTES = 256 * 2 ** 20;
const MOST_BASIS = 300;

export function lanczos(operator: SymmetricOperator, options: LanczosOptions): Eigenpairs {
  const { tolerance = 1e-3, maxProducts = 1000, complement = true, random } = options;
  const n = operator.size;
  const { largest = 1, smallest = 0 } = options;
  checkCount('The number of eigenvalues', largest, 0);
  checkCount('The number of eigenvalues', smallest, 0);
  const wanted = { largest: Math.min(largest, n), smallest: Math.min(smallest, n) };
  const enough = Math.min(n, wanted.largest + wanted.smallest);
  if (enough === 0) return { largest: [], smallest: [], products: 0, stopped: 'tolerance', floor: null };
  const space = new KrylovSpace(operator, random, Math.min(n, maxProducts, options.maxBasis ?? MOST_BASIS));
  const fitting = Math.min(MOST_BASIS, Math.floor(BASIS_BYTES / (space.bytesPerNumber * n)));
  const capacity = Math.max(2 * enough + 10, options.maxBasis ?? fitting);

  let products = 0;
  let floor: number | null = null;
  let check: { since: number; values: number[] } | null = null;
  let isConverged = false;
  let needed: number | null = null;
  space.startChain(options.start);
  while (products < maxProducts && space.size < n) {
    if (needed === null && !space.isOpen) space.startChain();
    if (needed === null && !space.isOpen) break;
    if (space.size >= capacity) space.shrink(keptPairs(space.ritz(), wanted, enough));
    space.expand(needed ?? undefined);
    products++;
    needed = null;
    if (space.size < enough || !isTimeToLook(space, products)) continue;

    const pairs = select(space.ritz(), wanted);
    const theta = Math.abs(pairs[0]!.value);
    if (floor === null && tolerance < FLOOR_MATTERS && pairs[0]!.residual <= Math.max(tolerance, 1e-7) * theta) {
      floor = measureFloor(operator, space, pairs[0]!);
      products++;
    }
    const limit = Math.max(tolerance * theta, floor ?? 0);
    const values = pairs.map(({ value }) => value);
    const isChanged = check?.values.some((value, i) => Math.abs(value - values[i]!) > limit) ?? true;
    const missing = pairs.filter(({ residual }) => residual > limit);
    const isChecking = check && !isChanged && products - check.since < checkProducts(space.ritz(), wanted, n);
    if (missing.length > 0) {
      if (!isChecking || !space.isOpen) needed = space.neededChain(missing);
    } else if (!complement || (check && !isChanged && (!isChecking || !space.isOpen))) {
      isConverged = true;
      break;
    } else if (isChanged) {
      check = { since: products, values };
      space.startChain();
    }
  }

  const ritz = space.ritz();
  // Nothing is left outside of a basis of n vectors.
  const isWhole = space.size >= n;
  const theta = Math.abs(ritz[wanted.largest > 0 ? 0 : ritz.length - 1]!.value);
  const pairOf = ({ value, residual, coordinates }: RitzCoordinates): RitzPair => ({
    value,
    residual: Math.hypot(isWhole ? 0 : residual, floor ?? space.productRounding),
    vector: space.vector(coordinates),
  });
  return {
    largest: ritz.slice(0, wanted.largest).map(pairOf),
    smallest: ritz
      .slice(-wanted.smallest || ritz.length)
      .reverse()
      .map(pairOf),
    products,
    stopped: !isConverged && !isWhole ? 'products' : (floor ?? 0) > tolerance * theta ? 'floor' : 'tolerance',
    floor,
  };
}

interface Wanted {
  largest: number;
  smallest: number;
}

function select<T>(pairs: readonly T[], { largest, smallest }: Wanted): T[] {
  return [...pairs.slice(0, largest), ...pairs.slice(Math.max(pairs.length - smallest, 0)).reverse()];
}

/** Ritz pairs of a large basis take longer than some products: then they are not looked at after each. */
function isTimeToLook(space: KrylovSpace, products: number): boolean {
  return products % Math.ceil(space.size / 40) === 0 || !space.isOpen;
}

/** The wanted pairs and half as many beyond them, which are next to converge. */
function keptPairs(ritz: readonly RitzCoordinates[], { largest, smallest }: Wanted, enough: number): RitzCoordinates[] {
  const beyond = Math.ceil(enough / 2);
  const top = largest > 0 ? largest + beyond : 0;
  const bottom = smallest > 0 ? smallest + beyond : 0;
  return ritz.filter((_, i) => i < top || i >= ritz.length - bottom);
}

/** What the products' rounding adds to a residual: ‖Hy − θy‖ as it is, without the part that the basis accounts for. */
function measureFloor(operator: SymmetricOperator, space: KrylovSpace, pair: RitzCoordinates): number {
  const y = space.vector(pair.coordinates);
  const residual = operator.multiply(y);
  addScaled(residual, -pair.value, y);
  return Math.sqrt(Math.max(0, norm(residual) ** 2 - pair.residual ** 2));
}
