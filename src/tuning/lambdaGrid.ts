/** Which values of λ are tried. */

/** `count` values from low to high, evenly spaced in log λ, both ends included; exact where they are powers of ten. */
export function logGrid(low: number, high: number, count: number): number[] {
  if (count === 1) return [low];
  const [from, to] = [Math.log10(low), Math.log10(high)];
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? low : i === count - 1 ? high : Number((10 ** (from + ((to - from) * i) / (count - 1))).toPrecision(6)),
  );
}

const DECADES = 2;
const COUNT = 9;

/** Two decades to either side of the program's own λ, by half decades; around 0.001 where it is 0. */
export function defaultGrid(lambda: number): number[] {
  const centre = lambda === 0 ? 1e-3 : Math.abs(lambda);
  const grid = logGrid(centre / 10 ** DECADES, centre * 10 ** DECADES, COUNT);
  grid[(COUNT - 1) / 2] = centre;
  return grid.map((value) => Number(value.toPrecision(6)));
}

/** The values, and two decades more beyond the least or the greatest, by half decades. */
export function widerGrid(values: readonly number[], end: 'low' | 'high'): number[] {
  const positive = values.filter((value) => value > 0);
  const from = end === 'low' ? Math.min(...positive) : Math.max(...positive);
  const to = end === 'low' ? from / 10 ** DECADES : from * 10 ** DECADES;
  const more = logGrid(Math.min(from, to), Math.max(from, to), 2 * DECADES + 1).map((value) =>
    Number(value.toPrecision(6)),
  );
  return [...new Set([...values, ...more])].sort((a, b) => a - b);
}
