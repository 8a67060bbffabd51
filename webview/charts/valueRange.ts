/** Ranges and ticks of value axes. Ranges move in coarse steps only, so that a running chart does not breathe. */
import { formatNumber } from '../../src/format/number.js';

export interface ValueRange {
  min: number;
  max: number;
  log: boolean;
}

/** Where in the range a value stands: 0 at the foot, 1 at the top; outside [0, 1] beyond it. */
export function fraction(value: number, range: ValueRange): number {
  if (!range.log) return (value - range.min) / (range.max - range.min);
  if (value <= 0) return -Infinity;
  return Math.log(value / range.min) / Math.log(range.max / range.min);
}

const NICE = [1, 2, 5, 10];

/** The nearest 1, 2 or 5 times a power of ten at or beyond `size` in the direction given; `size` > 0. */
export function niceNumber(size: number, direction: 'up' | 'down'): number {
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  const mantissa = size / 10 ** exponent;
  const slack = 1e-9;
  const nice =
    direction === 'up' ? NICE.find((n) => n >= mantissa - slack)! : NICE.findLast((n) => n <= mantissa + slack)!;
  return Number(`${nice}e${exponent}`);
}

/** A range that holds all of [least, greatest]; on a log scale both must be positive. */
export function rangeOf(least: number, greatest: number, log: boolean): ValueRange {
  if (!(least <= greatest)) return log ? { min: 0.1, max: 10, log } : { min: 0, max: 1, log };
  if (log) {
    const min = niceNumber(least, 'down');
    const max = niceNumber(greatest, 'up');
    // A tenth or less of a decade would make noise look like a trend.
    return max / min < 4
      ? { min: niceNumber(min / 2, 'down'), max: niceNumber(max * 2, 'up'), log }
      : { min, max, log };
  }
  // Zero belongs to the picture unless all values are far from it.
  const low =
    least >= 0 && (least < 0.6 * greatest || least === greatest)
      ? 0
      : least <= 0 || greatest <= 0
        ? Math.min(0, least)
        : least;
  const high = greatest <= 0 ? 0 : greatest;
  // Values that differ by less than labels can tell are one value.
  const extent = Math.max(Math.abs(low), Math.abs(high));
  const span = high - low > 1e-5 * extent ? high - low : extent || 1;
  const step = niceNumber(span / 8, 'up');
  const min = Math.floor(low / step + 1e-9) * step;
  const max = Math.ceil(high / step - 1e-9) * step;
  return { min, max: max > min ? max : min + step, log };
}

/** Two to four ticks: whole decades on a log scale (1, 2, 5 where it spans less than two), else round steps. */
export function ticksOf(range: ValueRange, most = 4): number[] {
  return range.log ? logTicks(range, most) : linearTicks(range, most);
}

function logTicks({ min, max }: ValueRange, most: number): number[] {
  const first = Math.ceil(Math.log10(min) - 1e-9);
  const last = Math.floor(Math.log10(max) + 1e-9);
  const decades = last - first + 1;
  if (decades >= 2) {
    const stride = Math.ceil((decades - 1) / Math.max(1, most - 1));
    const ticks: number[] = [];
    for (let e = last; e >= first; e -= stride) ticks.unshift(Number(`1e${e}`));
    return ticks;
  }
  const ticks: number[] = [];
  for (let e = first - 1; e <= last + 1; e++)
    for (const n of [1, 2, 5]) {
      const tick = Number(`${n}e${e}`);
      if (tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9)) ticks.push(tick);
    }
  while (ticks.length > most) ticks.splice(1, 1);
  return ticks;
}

function linearTicks({ min, max }: ValueRange, most: number): number[] {
  const smallest = 10 ** Math.floor(Math.log10((max - min) / (2 * most)));
  for (let power = 1; ; power *= 10)
    for (const factor of [1, 2, 2.5, 5]) {
      const step = Number((smallest * factor * power).toPrecision(6));
      const first = Math.ceil(min / step - 1e-9);
      const last = Math.floor(max / step + 1e-9);
      if (last - first + 1 > most) continue;
      // Counting in steps keeps 0.1 + 0.2 out of the labels.
      return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0);
    }
}

/** Ticks are bare: 0.1, 1e-4, 100. */
export function formatTick(value: number): string {
  const text = formatNumber(value);
  return text.includes('e') || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}

const SAMPLED = 4000;

/** The range of a line chart, without what would flatten the rest: spikes on a linear scale, rare dips on a log scale. */
export function lineRange(rows: readonly ArrayLike<number>[], log: boolean): ValueRange {
  let [least, greatest] = [Infinity, -Infinity];
  let length = 0;
  for (const row of rows) {
    length += row.length;
    for (let i = 0; i < row.length; i++) {
      const value = row[i]!;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  if (least > greatest) return rangeOf(NaN, NaN, log);
  const at = quantiles(rows, Math.max(1, Math.floor(length / SAMPLED)), log);
  // Rare dips would give most of a log scale to a few points.
  if (log) return rangeOf(Math.max(least, (at(0.02) || 0) / 4), greatest, log);
  const usual = at(0.98);
  return rangeOf(least, greatest > 0 && usual > 0 && greatest > 3 * usual ? usual * 1.25 : greatest, log);
}

/** Quantiles of every `stride`-th value. */
function quantiles(rows: readonly ArrayLike<number>[], stride: number, log: boolean): (share: number) => number {
  const sample: number[] = [];
  for (const row of rows)
    for (let i = 0; i < row.length; i += stride) {
      const value = row[i]!;
      if (Number.isFinite(value) && (!log || value > 0)) sample.push(value);
    }
  sample.sort((a, b) => a - b);
  return (share) => sample[Math.min(sample.length - 1, Math.floor(share * sample.length))] ?? NaN;
}
