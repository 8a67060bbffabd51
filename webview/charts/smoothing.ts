/**
 * Exponential moving average, without bias at its start: m ← m + α(x − m) from 0, divided by 1 − (1 − α)ⁿ.
 * At a value that is not finite it stops (NaN there) and starts afresh after it: a smoothed line never bridges a gap.
 */
export function smoothed(values: ArrayLike<number>, span: number): Float64Array {
  const alpha = 2 / (span + 1);
  const out = new Float64Array(values.length).fill(NaN);
  let mean = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      mean = weight = 0;
      continue;
    }
    mean += alpha * (value - mean);
    weight += alpha * (1 - weight);
    out[i] = mean / weight;
  }
  return out;
}

/** Span of the average over a chart of `points` places: a fixed share of its width, so that it looks alike at any length. */
export function smoothingSpan(points: number): number {
  return Math.max(3, points / 24);
}
