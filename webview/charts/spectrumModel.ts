/** The spectral density of a Hessian, before anything is painted: mean over the probes, its spread, single eigenvalues, the limit. */
import type { SpectralDensity } from '../../src/protocol/records.js';
import { eigenAxis, type EigenAxis, type EigenScale } from './eigenAxis.js';
import { niceNumber, ticksOf, type ValueRange } from './valueRange.js';

export interface SpectrumModel {
  axis: EigenAxis;
  /** Of the density, on a log scale. */
  range: ValueRange;
  ticks: readonly number[];
  grid: Float64Array;
  values: Float64Array;
  /** Mean ± one standard deviation over the probes; at least 0 below. */
  lower: Float64Array;
  upper: Float64Array;
  /** Eigenvalues known one by one: marks at the foot. */
  marks: readonly number[];
  /** Stability limit where it is one of this matrix; null: none, or not of this matrix, or outside of the axis. */
  limit: number | null;
}

/** Decades of density shown below the largest. */
const DECADES = 5;
/** A limit this many times beyond the largest eigenvalue would leave the spectrum no room. */
const NEAR = 3;
/** No mark stands on an edge. */
const MARGIN = 1.06;

export function spectrumModel(
  density: SpectralDensity,
  marks: readonly number[],
  limit: number | null,
  scale: EigenScale,
): SpectrumModel {
  const { grid, values, spread } = density;
  const upper = values.map((value, i) => value + spread[i]!);
  const lower = values.map((value, i) => Math.max(0, value - spread[i]!));
  const top = finiteMaximum(upper);
  const max = niceNumber(top > 0 ? top : 1, 'up');
  const range = { min: Number(`1e${Math.ceil(Math.log10(max) - 1e-9) - DECADES}`), max, log: true };
  const [least, greatest] = support(grid, upper, range.min, marks);
  const near = limit !== null && limit > 0 && limit <= NEAR * greatest ? limit : null;
  const reach = Math.max(greatest, near === null ? 0 : near * 1.15);
  const axis = eigenAxis(least, reach, scale);
  return { axis, range, ticks: ticksOf(range, 3), grid, values, lower, upper, marks, limit: near };
}

/** Ends of what is to be seen: where the density is above the foot of the picture, and every single eigenvalue. */
function support(grid: Float64Array, upper: Float64Array, foot: number, marks: readonly number[]): [number, number] {
  let [first, last] = [0, grid.length - 1];
  while (first < last && !(upper[first]! > foot)) first++;
  while (last > first && !(upper[last]! > foot)) last--;
  const ends = [grid[Math.max(0, first - 1)] ?? 0, grid[Math.min(grid.length - 1, last + 1)] ?? 1];
  const [least, greatest] = [Math.min(...ends, ...marks), Math.max(...ends, ...marks)];
  return [least * MARGIN, greatest * MARGIN];
}

function finiteMaximum(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (value > largest && value < Infinity) largest = value;
  return largest;
}

/** Density and spread at an eigenvalue, between the points of the grid; null outside of it. */
export function densityAt(
  { grid, values, spread }: SpectralDensity,
  value: number,
): { value: number; spread: number } | null {
  const after = grid.findIndex((point) => point >= value);
  if (after < 0 || (after === 0 && grid[0] !== value)) return null;
  if (after === 0) return { value: values[0]!, spread: spread[0]! };
  const [left, right] = [grid[after - 1]!, grid[after]!];
  const share = right > left ? (value - left) / (right - left) : 1;
  const between = (row: Float64Array) => row[after - 1]! + share * (row[after]! - row[after - 1]!);
  return { value: between(values), spread: between(spread) };
}
