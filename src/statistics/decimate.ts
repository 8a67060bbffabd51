/**
 * Reduces a long line to at most `buckets` pairs of its smallest and largest value, in the order in which they stand, so
 * that no peak is lost. A bucket without a finite value is a gap (NaN).
 */
export interface Polyline {
  x: Float64Array;
  y: Float64Array;
}

export function decimated(x: ArrayLike<number>, y: ArrayLike<number>, buckets: number): Polyline {
  if (y.length <= 2 * buckets) return { x: Float64Array.from(x), y: Float64Array.from(y) };
  const out = { x: new Float64Array(2 * buckets), y: new Float64Array(2 * buckets) };
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * y.length) / buckets);
    const to = Math.floor(((bucket + 1) * y.length) / buckets);
    let [least, greatest] = [-1, -1];
    for (let i = from; i < to; i++) {
      if (!Number.isFinite(y[i])) continue;
      if (least < 0 || y[i]! < y[least]!) least = i;
      if (greatest < 0 || y[i]! > y[greatest]!) greatest = i;
    }
    const [first, second] = least <= greatest ? [least, greatest] : [greatest, least];
    out.x[2 * bucket] = x[first < 0 ? from : first]!;
    out.x[2 * bucket + 1] = x[second < 0 ? to - 1 : second]!;
    out.y[2 * bucket] = first < 0 ? NaN : y[first]!;
    out.y[2 * bucket + 1] = second < 0 ? NaN : y[second]!;
  }
  return out;
}
