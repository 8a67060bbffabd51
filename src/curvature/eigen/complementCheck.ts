/** How long a fresh chain must run before it tells that no copy of a wanted eigenvalue was missed. */
import type { RitzCoordinates } from './krylovSpace.js';

const LEAST = 3;
const MOST = 8;

/**
 * A random unit vector has a part of about 1/√n in the direction of an eigenvalue λ that was missed. After c products a chain has
 * enlarged it against the rest of the spectrum, which lies in [a, b] with b < λ, by the Chebyshev polynomial T(c−1) at
 * 1 + 2(λ − b)/(b − a) (Kaniel and Paige); when that passes √n it shows. λ is the outermost wanted value of each end; a copy of one
 * nearer to the bulk takes longer, and beyond MOST products it is not waited for.
 */
export function checkProducts(
  ritz: readonly RitzCoordinates[],
  { largest, smallest }: { largest: number; smallest: number },
  n: number,
): number {
  const values = ritz.map(({ value }) => value);
  const rest = values.slice(largest, values.length - smallest);
  const top = rest[0];
  const bottom = rest.at(-1);
  if (top === undefined || bottom === undefined || top === bottom) return LEAST;
  const gaps = [
    ...(largest > 0 ? [(values[largest >> 1]! - top) / (top - bottom)] : []),
    ...(smallest > 0 ? [(bottom - values[values.length - 1 - (smallest >> 1)]!) / (top - bottom)] : []),
  ];
  const needed = Math.max(...gaps.map((gap) => 1 + Math.acosh(Math.sqrt(n)) / Math.acosh(1 + 2 * Math.max(gap, 1e-6))));
  return Math.min(MOST, Math.max(LEAST, Math.ceil(needed)));
}
