/**
 * A growing orthonormal basis Q with the projected operator T = QᵀHQ: Lanczos with full reorthogonalisation, kept dense so that a chain
 * may end, another may start in the orthogonal complement, and the basis may be shrunk to some of its Ritz vectors. For every basis
 *
 *     H Q = Q T + Σ_c r_c ρ_cᵀ
 *
 * with one unit vector r_c a chain: where its next vector would go. So the Ritz pair (θ, Qs) has a residual of at most Σ_c |ρ_cᵀs|.
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

/** Above this size the basis is kept in float32: float64 would take twice the memory, and products are float32's anyway. */
const LARGE = 100_000;
/** uᵀHv and vᵀHu of a right Hessian differ by rounding alone, 1e-7 to 1e-6 of its norm. */
const ASYMMETRY = 1e-3;

export class KrylovSpace {
  private vectors: (Float64Array | Float32Array)[] = [];
  /** Rows of T. */
  private projected: number[][] = [];
  /** ρ of each chain that ended; the open chain's is `coupling`. */
  private ended: number[][] = [];
  private coupling: number[] = [];
  private next: Float64Array | null = null;
  private norm = 0;
  private pairs: RitzCoordinates[] | null = null;

  constructor(
    private readonly operator: SymmetricOperator,
    private readonly random: Random,
  ) {}

  get size(): number {
    return this.vectors.length;
  }

  /** The basis spans an invariant subspace as far as this chain goes: its next vector is only rounding. */
  get isChainExhausted(): boolean {
    return this.next === null;
  }

  /** The largest |θ| seen: an estimate of ‖H‖ from below. */
  get operatorNorm(): number {
    return this.norm;
  }

  /** Ends the chain; the next one starts from `start`, or from a random vector, made orthogonal to the basis. */
  startChain(start?: Float64Array): void {
    if (this.coupling.some((value) => value !== 0)) this.ended.push(this.coupling);
    this.coupling = this.vectors.map(() => 0);
    this.pairs = null;
    const direction = start ? Float64Array.from(start) : normalVector(this.random, this.operator.size);
    const before = norm(direction);
    this.orthogonalize(direction);
    const left = norm(direction);
    // The tolerance is far above rounding, and far below what a random vector keeps while one dimension is left.
    if (!(left > 1e-10 * before)) {
      this.next = null;
      return;
    }
    scale(direction, 1 / left);
    this.next = direction;
  }

  /** One product: the next vector joins the basis. */
  expand(): void {
    const direction = this.operator.size > LARGE ? new Float32Array(this.next!) : this.next!;
    const w = finiteProduct(this.operator, Float64Array.from(direction));
    const index = this.vectors.push(direction) - 1;
    const column = this.orthogonalize(w);
    const rest = norm(w);
    this.checkSymmetry(column);
    column.forEach((value, i) => {
      if (i < index) this.projected[i]!.push(value);
    });
    this.projected.push([...column]);
    for (const row of this.ended) row.push(0);
    this.coupling = column.map((_, i) => (i === index ? rest : 0));
    this.pairs = null;
    const values = this.ritz().map(({ value }) => Math.abs(value));
    this.norm = Math.max(this.norm, ...values);
    // Below this the rest is rounding: each number of w has an error of the order of ε‖H‖.
    if (rest <= 4 * Number.EPSILON * this.norm * Math.sqrt(this.operator.size)) {
      this.coupling[index] = 0;
      this.pairs = null;
      this.next = null;
      return;
    }
    scale(w, 1 / rest);
    this.next = w;
  }

  /** Ritz pairs by value, descending. */
  ritz(): readonly RitzCoordinates[] {
    if (this.pairs) return this.pairs;
    const { values, vectors } = symmetricEigen(Float64Array.from(this.projected.flat()), this.size);
    const chains = [...this.ended, this.coupling];
    this.pairs = vectors.map((coordinates, i) => ({
      value: values[i]!,
      residual: chains.reduce((sum, row) => sum + Math.abs(dot(row, coordinates)), 0),
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

  /** Keeps only these Ritz vectors as basis; the open chain goes on (thick restart, Wu and Simon 2000). */
  shrink(pairs: readonly RitzCoordinates[]): void {
    const vectors = pairs.map(({ coordinates }) => this.vector(coordinates));
    const project = (row: number[]) => pairs.map(({ coordinates }) => dot(row, coordinates));
    this.ended = this.ended.map(project);
    this.coupling = project(this.coupling);
    this.projected = pairs.map(({ value }, i) => pairs.map((_, j) => (i === j ? value : 0)));
    this.vectors = this.operator.size > LARGE ? vectors.map((y) => new Float32Array(y)) : vectors;
    this.pairs = null;
  }

  /** w ← (I − QQᵀ)w, twice where the first pass cancels much; returns Qᵀw. */
  private orthogonalize(w: Float64Array): number[] {
    const coefficients = new Array<number>(this.size).fill(0);
    let before = norm(w);
    for (let pass = 0; pass < 2; pass++) {
      this.vectors.forEach((q, i) => {
        const part = dot(q, w);
        coefficients[i]! += part;
        addScaled(w, -part, q);
      });
      const after = norm(w);
      if (after > 0.7 * before) break;
      before = after;
    }
    return coefficients;
  }

  /** qᵢᵀHq of the new q must be ρᵢ, which came out of Hqᵢ; known of the first chain alone. */
  private checkSymmetry(column: readonly number[]): void {
    if (this.ended.length > 0 || this.size < 2) return;
    const size = Math.max(this.norm, ...this.coupling.map(Math.abs));
    const difference = Math.max(...this.coupling.map((value, i) => Math.abs(value - column[i]!)));
    if (difference > ASYMMETRY * size) throw notSymmetric(difference / size);
  }
}
