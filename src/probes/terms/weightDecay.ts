/**
 * Weight decay that the update does and the loss knows nothing of: each step also multiplies weights by 1 − c. Told from the weights alone,
 * and claimed only where it explains them to the rounding of float32.
 */
import { dot, norm } from '../../curvature/vectors.js';
import type { WeightDecay } from '../../protocol/terms.js';

/** Smaller factors cannot be told from rounding. */
const LEAST = 1e-6;
/** What may be left unexplained, as a share of the decay itself. */
const UNEXPLAINED = 0.02;
/** Between variables. */
const AGREE = 0.01;

/** Between two steps: what one left, and what the next began with. `rate`: of plain gradient descent; null: another optimizer. */
export function decayBetween(
  left: Float32Array,
  begun: Float32Array,
  sizes: readonly number[],
  rate: number | null,
): WeightDecay | null {
  const factors = perVariable(sizes, (from, to) => {
    const [before, after] = [left.subarray(from, to), begun.subarray(from, to)];
    const size = dot(before, before);
    if (size === 0) return null;
    const change = Float64Array.from(after, (value, i) => value - before[i]!);
    const factor = -dot(change, before) / size;
    const rest = norm(change.map((value, i) => value + factor * before[i]!));
    if (norm(change) <= LEAST * Math.sqrt(size)) return 0;
    return rest <= UNEXPLAINED * norm(change) ? factor : NaN;
  });
  return agreed(factors, (factor) => (rate === null ? null : factor / rate));
}

/** In an update that the program writes itself: Δw = −a∇L − cw. */
export function decayInUpdate(
  before: Float32Array,
  after: Float32Array,
  gradient: Float64Array,
  sizes: readonly number[],
): WeightDecay | null {
  let rate = NaN;
  const factors = perVariable(sizes, (from, to) => {
    const [w, g] = [before.subarray(from, to), gradient.subarray(from, to)];
    const change = Float64Array.from(w, (value, i) => after[from + i]! - value);
    const [ww, gg, wg] = [dot(w, w), dot(g, g), dot(w, g)];
    const determinant = ww * gg - wg * wg;
    // Parallel, or nothing to tell apart.
    if (to - from < 3 || determinant <= 1e-6 * ww * gg) return null;
    const [alongG, alongW] = [dot(change, g), dot(change, w)];
    const a = -(alongG * ww - alongW * wg) / determinant;
    const factor = -(alongW * gg - alongG * wg) / determinant;
    const rest = norm(change.map((value, i) => value + a * g[i]! + factor * w[i]!));
    if (Math.abs(factor) <= LEAST) return 0;
    if (rest > UNEXPLAINED * Math.abs(factor) * Math.sqrt(ww)) return NaN;
    rate = a;
    return factor;
  });
  return agreed(factors, (factor) => (Number.isNaN(rate) || rate <= 0 ? null : factor / rate));
}

function perVariable(sizes: readonly number[], of: (from: number, to: number) => number | null): number[] {
  let at = 0;
  return sizes.flatMap((size) => of(at, (at += size)) ?? []);
}

/** Variables without decay (biases) leave it to the others; one that is moved otherwise forbids the claim. */
function agreed(factors: readonly number[], lambdaOf: (factor: number) => number | null): WeightDecay | null {
  const decayed = factors.filter((factor) => factor !== 0);
  const [factor] = decayed;
  if (factor === undefined || !(factor > 0 && factor < 1)) return null;
  const same = decayed.every((other) => Math.abs(other - factor) <= AGREE * factor);
  return same ? { factor, lambda: lambdaOf(factor) } : null;
}
