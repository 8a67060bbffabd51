/**
 * The range of the heat map's colours, from what is recorded and nothing else: wherever and whenever a run is opened, its
 * colours mean the same. It starts as the usual one, or as wide and where the largest value of the first measured step
 * is, and then only grows, by whole decades, step by step, so that colours do not breathe while a run grows.
 */
import type { DecadeRange } from '../protocol/inspector.js';

const MOST_DECADES = 10;
// What few values exceed stands at an end of the ramp instead of stretching it for all others.
const TAIL = 0.01;
const FEW = 3;
/** Counts of decades: of float32, from the smallest denormal to the largest number. */
const LOWEST = -46;
const DECADES = 86;

/** Values over the steps: row-major, `variables` a step. NaN, infinite and zero do not count. */
export interface Rows {
  steps: number;
  variables: number;
  values: Float32Array;
}

export class GrowingRange {
  private range: DecadeRange | null = null;
  /** Steps that were taken in. */
  private folded = 0;
  private total = 0;
  /** Values beyond the range, by decade. */
  private readonly beyond = new Uint32Array(DECADES);
  /** What the range holds: at least, and less than. */
  private from = 0;
  private to = 0;

  constructor(private readonly usual: DecadeRange) {}

  /** The range after the steps so far. */
  after({ steps, variables, values }: Rows): DecadeRange {
    for (; this.folded < steps; this.folded++) {
      const start = this.folded * variables;
      if (this.range === null) this.place(values.subarray(start, start + variables));
      if (this.range !== null) this.grow(values, start, start + variables);
    }
    return this.range ?? this.usual;
  }

  /** Whether a step was already taken in: one that changes afterwards makes the range anew. */
  holds(step: number): boolean {
    return step <= this.folded;
  }

  private place(values: Float32Array): void {
    let largest = 0;
    for (const value of values) if (value > largest && value < Infinity) largest = value;
    if (largest === 0) return;
    const high = Math.ceil(Math.log10(largest) - 1e-6);
    const { low: usualLow, high: usualHigh } = this.usual;
    const width = usualHigh - usualLow;
    this.set(high > usualLow && high <= usualHigh ? this.usual : { low: high - width, high });
  }

  private grow(values: Float32Array, start: number, end: number): void {
    let news = false;
    for (let i = start; i < end; i++) {
      const value = values[i]!;
      if (!(value > 0 && value < Infinity)) continue;
      this.total++;
      if (value >= this.from && value < this.to) continue;
      this.beyond[decadeOf(value) - LOWEST]!++;
      news = true;
    }
    if (news) this.widen(Math.max(FEW, TAIL * this.total));
  }

  /** Takes in the decades beyond which there are more than `few` values. */
  private widen(few: number): void {
    const { low, high } = this.range!;
    let [bottom, top] = [low, high];
    for (let decade = LOWEST, below = 0; decade < low && bottom === low; decade++) {
      below += this.beyond[decade - LOWEST]!;
      if (below > few) bottom = decade;
    }
    for (let decade = LOWEST + DECADES - 1, above = 0; decade >= high && top === high; decade--) {
      above += this.beyond[decade - LOWEST]!;
      if (above > few) top = decade + 1;
    }
    bottom = Math.max(bottom, top - MOST_DECADES);
    if (bottom !== low || top !== high) this.set({ low: bottom, high: top });
  }

  private set(range: DecadeRange): void {
    this.range = range;
    // Counts below a capped range stay: they are beyond it still.
    for (let decade = range.low; decade < range.high; decade++) this.beyond[decade - LOWEST] = 0;
    this.from = 10 ** range.low * (1 - 1e-6);
    this.to = 10 ** range.high * (1 + 1e-6);
  }
}

/** A power of ten that float32 rounds down belongs to its own decade. */
const decadeOf = (value: number): number => Math.floor(Math.log10(value) + 1e-6);

export interface HeatRanges {
  norm: GrowingRange;
  ratio: GrowingRange;
}

/** Usual: gradient norms of 1e-3 to 10, update ratios of 1e-6 to 1. */
export function heatRanges(): HeatRanges {
  return { norm: new GrowingRange({ low: -3, high: 1 }), ratio: new GrowingRange({ low: -6, high: 0 }) };
}
