/**
 * A growing orthonormal basis Q with the projected operator T = QᵀHQ: Lanczos with full reorthogonalisation, kept dense so that several chains
 * may grow in it, each in the orthogonal complement of the others, and so that it may be shrunk to some of its Ritz vectors. Always
 *
 *     H Q = Q T + Σ_c r_c ρ_cᵀ
 *
 * with one unit vector r_c a chain: where it would go next. So the Ritz pair (θ, Qs) has a residual of at most Σ_c |ρ_cᵀs|.
 */
import { notSymmetric } from '../errors.js';
import { finiteProduct, type SymmetricOperator } from '../operators/symmetricOperator.js';
import { normalVector, type Random } from '../random.js';
import { addScaled, dot, norm, scale } from '../vectors.js';
import { symmetricEigen } from './symmetricEigen.js';

/** An approximate eigenpair in coordinates of the basis. */
export interface RitzCoordinates {
  value: number;
  /** Bounds ‖Hy − θy‖, but for the rounding inside the operator. */
  residual: number;
  coordinates: Float64Array;
}

interface Chain {
  /** ρ. */
  coupling: number[];
  /** r; null: the chain has nowhere to go, its Krylov space is invariant. */
  next: Float64Array | null;
}

/** A basis that may grow larger than this is kept in float32: float64 would take twice the memory, and products are float32's anyway. */
const LARGE_BYTES = 64 * 2 ** 20;
/** uᵀHv and vᵀHu of a right Hessian differ by rounding alone, 1e-7 to 1e-6 of its norm. */
const ASYMMETRY = 1e-3;
/** Of a vector of which less than this share lies outside of the basis, what lies outside is rounding. */
const INSIDE = 1e-10;

export class KrylovSpace {
  private readonly isLarge: boolean;
  private vectors: (Float64Array | Float32Array)[] = [];
  /** Rows of T. */
  private projected: number[][] = [];
  private chains: Chain[] = [];
  /** Estimate of ‖H‖ from below. */
  private norm = 0;
  private pairs: RitzCoordinates[] | null = null;
  private readonly rounding = { squares: 0, count: 0 };

  /** @param mostVectors that the basis will hold. */
  constructor(
    private readonly operator: SymmetricOperator,
    private readonly random: Random,
    mostVectors: number,
  ) {
    this.isLarge = 8 * operator.size * mostVectors > LARGE_BYTES;
  }

  get size(): number {
    return this.vectors.length;
  }

  get bytesPerNumber(): number {
    return this.isLarge ? 4 : 8;
  }

  /** ‖E‖ of a product Hq + E, estimated from its parts along the basis; 0 where there was nothing to compare. */
  get productRounding(): number {
    const { squares, count } = this.rounding;
    return count > 0 ? Math.sqrt((squares / count) * this.operator.size) : 0;
  }

  /** Whether the newest chain can go on. */
  get isOpen(): boolean {
    return (this.chains.at(-1)?.next ?? null) !== null;
  }

  /** The next chain starts from `start`, or from a random vector, made orthogonal to the basis. */
  startChain(start?: Float64Array): void {
    const next = start ? start.slice() : normalVector(this.random, this.operator.size);
    this.chains.push({ coupling: this.vectors.map(() => 0), next: this.toComplement(next) ? next : null });
  }

  /** The chain on which these pairs' residuals depend most; null: no chain that can go on has a part in them. */
  neededChain(pairs: readonly RitzCoordinates[]): number | null {
    const part = ({ coupling, next }: Chain) =>
      next ? Math.max(...pairs.map(({ coordinates }) => Math.abs(dot(coupling, coordinates)))) : 0;
    const parts = this.chains.map(part);
    const most = Math.max(...parts);
    return most > 0 ? parts.indexOf(most) : null;
  }

  /** The next vector of a chain, by default of the newest, joins the basis; one product. */
  expand(chain = this.chains.length - 1): void {
    const grown = this.chains[chain]!;
    const direction = grown.next!;
    // Other chains have grown since it was made.
    if (this.chains.length > 1 && !this.toComplement(direction)) {
      this.chains[chain] = { coupling: grown.coupling.map(() => 0), next: null };
      this.pairs = null;
      return;
    }
    const q = this.isLarge ? new Float32Array(direction) : direction;
    const w = finiteProduct(this.operator, q instanceof Float64Array ? q : new Float64Array(q));
    const index = this.vectors.push(q) - 1;
    const column = this.orthogonalize(w, grown.coupling);
    const rest = norm(w);
    if (this.chains.length === 1) this.checkSymmetry(column, grown.coupling);
    this.projected.forEach((row, i) => row.push(column[i]!));
    this.projected.push([...column]);
    for (const { coupling } of this.chains) coupling.push(0);
    // ‖Hq‖, which is at most ‖H‖.
    this.norm = Math.max(this.norm, Math.hypot(norm(column), rest));
    this.pairs = null;
    // Below this the rest is rounding: each number of w has an error of the order of ε‖H‖.
    const isExhausted = rest <= 4 * Number.EPSILON * this.norm * Math.sqrt(this.operator.size);
    if (!isExhausted) scale(w, 1 / rest);
    const coupling = column.map((_, i) => (i === index && !isExhausted ? rest : 0));
    this.chains[chain] = { coupling, next: isExhausted ? null : w };
  }

  /** Ritz pairs by value, descending. */
  ritz(): readonly RitzCoordinates[] {
    if (this.pairs) return this.pairs;
    const { values, vectors } = symmetricEigen(Float64Array.from(this.projected.flat()), this.size);
    this.pairs = vectors.map((coordinates, i) => ({
      value: values[i]!,
      residual: this.chains.reduce((sum, { coupling }) => sum + Math.abs(dot(coupling, coordinates)), 0),
      coordinates,
    }));
    return this.pairs;
  }

  /** Qs, of unit length. */
  vector(coordinates: ArrayLike<number>): Float64Array {
    const y = new Float64Array(this.operator.size);
    this.vectors.forEach((q, i) => addScaled(y, coordinates[i]!, q));
    scale(y, 1 / norm(y));
    return y;
  }

  /** Keeps only these Ritz vectors as basis; all chains can go on (thick restart, Wu and Simon 2000). */
  shrink(pairs: readonly RitzCoordinates[]): void {
    const vectors = pairs.map(({ coordinates }) => this.vector(coordinates));
    for (const chain of this.chains) chain.coupling = pairs.map(({ coordinates }) => dot(chain.coupling, coordinates));
    this.projected = pairs.map(({ value }, i) => pairs.map((_, j) => (i === j ? value : 0)));
    this.vectors = this.isLarge ? vectors.map((y) => new Float32Array(y)) : vectors;
    this.pairs = null;
  }

  /** v ← its unit part outside of the basis; false where there is none but rounding. */
  private toComplement(v: Float64Array): boolean {
    const before = norm(v);
    this.orthogonalize(v);
    const left = norm(v);
    if (!(left > INSIDE * before)) return false;
    scale(v, 1 / left);
    return true;
  }

  /**
   * w ← (I − QQᵀ)w; returns Qᵀw. A pass that cancels much leaves rounding behind, and so another follows.
   *
   * @param coupling ρ of the chain whose newest product w is: but for rounding Qᵀw has its non-zeros and the newest vector's, which
   * go first, so that one pass over all of Q does.
   */
  private orthogonalize(w: Float64Array, coupling?: readonly number[]): number[] {
    const coefficients = new Array<number>(this.size).fill(0);
    const remove = (q: Float64Array | Float32Array, i: number) => {
      const part = dot(q, w);
      coefficients[i]! += part;
      addScaled(w, -part, q);
    };
    if (coupling)
      this.vectors.forEach((q, i) => {
        if (coupling[i] !== 0) remove(q, i);
      });
    let before = norm(w);
    for (let pass = 0; pass < 2; pass++) {
      this.vectors.forEach(remove);
      const after = norm(w);
      if (after > 0.7 * before) break;
      before = after;
    }
    return coefficients;
  }

  /** qᵢᵀHq of the new q must be ρᵢ, which came out of Hqᵢ: they differ by what the products are rounded. */
  private checkSymmetry(column: readonly number[], coupling: readonly number[]): void {
    const size = Math.max(this.norm, ...coupling.map(Math.abs));
    const differences = coupling.map((value, i) => Math.abs(value - column[i]!));
    const most = Math.max(...differences, 0);
    if (most > ASYMMETRY * size) throw notSymmetric(most / size);
    this.rounding.squares += dot(differences, differences);
    this.rounding.count += differences.length;
  }
}
