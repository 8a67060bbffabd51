/**
 * All eigenvalues, and on request eigenvectors, of a dense symmetric matrix: reduction to tridiagonal form by Householder reflections, then
 * implicit QL (Golub and Van Loan, Matrix Computations, 8.3). Rows are walked, never columns, for the sake of the cache.
 */
export interface SymmetricEigen {
  /** Descending. */
  values: Float64Array;
  /** Row i is the unit eigenvector of value i. */
  vectors: Float64Array[];
}

/** @param matrix n×n, row-major; only its lower triangle is read. It is overwritten. */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  const { diagonal, offDiagonal } = tridiagonalize(matrix, n);
  implicitQl(diagonal, offDiagonal, null);
  return diagonal.sort().reverse();
}

/** @param matrix n×n, row-major; only its lower triangle is read. It is overwritten. */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const { diagonal, offDiagonal, factors } = tridiagonalize(matrix, n);
  const rows = Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
  implicitQl(diagonal, offDiagonal, rows);
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => diagonal[j]! - diagonal[i]!);
  // A = QTQᵀ with Q = H(n−1)…H(1): an eigenvector y of T gives Qy of A.
  for (const row of rows) {
    for (let i = 1; i < n; i++) {
      if (factors[i] === 0) continue;
      const u = matrix.subarray(i * n, i * n + i);
      let product = 0;
      for (let k = 0; k < i; k++) product += u[k]! * row[k]!;
      product *= factors[i]!;
      for (let k = 0; k < i; k++) row[k]! -= product * u[k]!;
    }
  }
  return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors: order.map((i) => rows[i]!) };
}

interface Tridiagonal {
  diagonal: Float64Array;
  /** Element i couples i − 1 and i. */
  offDiagonal: Float64Array;
  /** Reflection i is I − factors[i]·uuᵀ, with u left in row i of the matrix, columns below i. */
  factors: Float64Array;
}

function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const factors = new Float64Array(n);
  const p = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const u = a.subarray(i * n, i * n + i);
    diagonal[i] = a[i * n + i]!;
    let largest = 0;
    for (let k = 0; k < i; k++) largest = Math.max(largest, Math.abs(u[k]!));
    let below = 0;
    for (let k = 0; k < i - 1; k++) below = Math.max(below, Math.abs(u[k]!));
    if (below === 0) {
      offDiagonal[i] = i > 0 ? u[i - 1]! : 0;
      continue;
    }
    let square = 0;
    for (let k = 0; k < i; k++) {
      u[k]! /= largest;
      square += u[k]! ** 2;
    }
    const length = u[i - 1]! >= 0 ? -Math.sqrt(square) : Math.sqrt(square);
    offDiagonal[i] = largest * length;
    u[i - 1]! -= length;
    const factor = 2 / (2 * (square - (u[i - 1]! + length) * length));
    factors[i] = factor;
    reflect(a, n, { u, factor, p, size: i });
  }
  diagonal[0] = a[0]!;
  return { diagonal, offDiagonal, factors };
}

/** A ← (I − f·uuᵀ) A (I − f·uuᵀ) in the leading size×size block, lower triangle. */
function reflect(
  a: Float64Array,
  n: number,
  { u, factor, p, size }: { u: Float64Array; factor: number; p: Float64Array; size: number },
): void {
  p.fill(0, 0, size);
  for (let j = 0; j < size; j++) {
    const row = j * n;
    const uj = u[j]!;
    let sum = 0;
    for (let k = 0; k < j; k++) {
      const value = a[row + k]!;
      sum += value * u[k]!;
      p[k]! += value * uj;
    }
    p[j]! += sum + a[row + j]! * uj;
  }
  let half = 0;
  for (let k = 0; k < size; k++) {
    p[k]! *= factor;
    half += p[k]! * u[k]!;
  }
  half *= factor / 2;
  for (let k = 0; k < size; k++) p[k]! -= half * u[k]!;
  for (let j = 0; j < size; j++) {
    const row = j * n;
    const uj = u[j]!;
    const pj = p[j]!;
    for (let k = 0; k <= j; k++) a[row + k]! -= uj * p[k]! + pj * u[k]!;
  }
}

/** Leaves the eigenvalues in `d`; rotates `rows` along. */
function implicitQl(d: Float64Array, offDiagonal: Float64Array, rows: Float64Array[] | null): void {
  const n = d.length;
  const e = new Float64Array(n);
  e.set(offDiagonal.subarray(1));
  for (let l = 0; l < n; l++) {
    for (let turn = 0; ; turn++) {
      let m = l;
      for (; m < n - 1; m++) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) <= Number.EPSILON * size) break;
      }
      if (m === l) break;
      if (turn === 60) throw new Error('the eigenvalues of a tridiagonal matrix did not converge');
      let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
      let r = Math.hypot(g, 1);
      g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i]!;
        const b = c * e[i]!;
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1]! -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1]! - p;
        r = (d[i]! - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        if (rows) rotate(rows[i]!, rows[i + 1]!, c, s);
      }
      if (r === 0 && i >= l) continue;
      d[l]! -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
}

function rotate(lower: Float64Array, upper: Float64Array, c: number, s: number): void {
  for (let k = 0; k < lower.length; k++) {
    const f = upper[k]!;
    upper[k] = s * lower[k]! + c * f;
    lower[k] = c * lower[k]! - s * f;
  }
}
