/**
 * Sums in float64 over flat vectors. A loop that has met many kinds of arrays runs ten times slower in V8 than one that has met
 * one kind: the kinds that are long have loops of their own.
 */

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (b instanceof Float64Array) {
    if (a instanceof Float64Array) return dot64(a, b);
    if (a instanceof Float32Array) return dot32(a, b);
  }
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Four sums: one would wait for itself at each number. */
function dot64(a: Float64Array, b: Float64Array): number {
  const { length } = a;
  let [s, t, u, v] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s += a[i]! * b[i]!;
    t += a[i + 1]! * b[i + 1]!;
    u += a[i + 2]! * b[i + 2]!;
    v += a[i + 3]! * b[i + 3]!;
  }
  for (; i < length; i++) s += a[i]! * b[i]!;
  return s + t + (u + v);
}

function dot32(a: Float32Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Euclidean norm. */
export function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

/** y ← y + αx. */
export function addScaled(y: Float64Array, alpha: number, x: ArrayLike<number>): void {
  if (x instanceof Float64Array) return addScaled64(y, alpha, x);
  for (let i = 0; i < y.length; i++) y[i]! += alpha * x[i]!;
}

function addScaled64(y: Float64Array, alpha: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i]! += alpha * x[i]!;
}

export function scale(x: Float64Array, alpha: number): void {
  for (let i = 0; i < x.length; i++) x[i]! *= alpha;
}

export function isFinite(x: ArrayLike<number>): boolean {
  // NaN and ±Infinity survive any sum with finite numbers, and x − x is then NaN.
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! - x[i]!;
  return sum === 0;
}
