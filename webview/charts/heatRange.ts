/** Range of the heat map of gradient norms: whole decades, 1e-3 to 10 unless the run needs others. */

export interface DecadeRange {
  /** Exponents of ten of both ends. */
  low: number;
  high: number;
}

export const USUAL_RANGE: DecadeRange = { low: -3, high: 1 };
const MOST_DECADES = 10;
// What few values exceed stands at an end of the ramp instead of stretching it for all others.
const TAIL = 0.01;

/**
 * The range for these norms. It starts as the usual one, or as the one of the same width that holds the norms, and from
 * then on only grows, by whole decades, so that colours do not breathe while a run grows.
 */
export function heatRange(norms: Float32Array, before: DecadeRange | null): DecadeRange {
  const needed = decadesOf(norms);
  if (!needed) return before ?? USUAL_RANGE;
  if (before) return capped({ low: Math.min(before.low, needed.low), high: Math.max(before.high, needed.high) });
  const width = USUAL_RANGE.high - USUAL_RANGE.low;
  const high = Math.max(needed.high, Math.min(USUAL_RANGE.high, needed.low + width));
  return capped({ low: Math.min(needed.low, high - width), high });
}

/** Where on the ramp a norm stands, in [0, 1]. */
export function heatFraction(norm: number, { low, high }: DecadeRange): number {
  return Math.min(1, Math.max(0, (Math.log10(norm) - low) / (high - low)));
}

function capped({ low, high }: DecadeRange): DecadeRange {
  return { low: Math.max(low, high - MOST_DECADES), high };
}

function decadesOf(norms: Float32Array): DecadeRange | null {
  // Long runs are sampled: a range of whole decades does not need more.
  const stride = Math.max(1, Math.floor(norms.length / 4000));
  const logs: number[] = [];
  for (let i = 0; i < norms.length; i += stride) {
    const norm = norms[i]!;
    if (norm > 0 && norm < Infinity) logs.push(Math.log10(norm));
  }
  if (!logs.length) return null;
  logs.sort((a, b) => a - b);
  const tail = Math.floor(TAIL * (logs.length - 1));
  const low = Math.floor(logs[tail]! + 1e-6);
  const high = Math.ceil(logs[logs.length - 1 - tail]! - 1e-6);
  return { low, high: Math.max(high, low + 1) };
}
