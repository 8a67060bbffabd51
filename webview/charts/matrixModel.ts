/** A square symmetric matrix as a picture: sizes on a log scale, a pixel shows the largest of the entries that it covers. */
export interface SquareMatrix {
  /** Rows and columns. */
  size: number;
  /** size × size, row-major. */
  values: Float32Array;
  /** Blocks along the diagonal, in order: first row of each, and its name. */
  blocks: readonly { name: string; from: number }[];
}

export interface MatrixCells {
  /** Cells of a side, at most the pixels asked for. */
  side: number;
  /** side × side: the largest |entry|; NaN beats all, 0 where all are zero. */
  sizes: Float32Array;
  /** Whole decades of the entries that are not zero. */
  low: number;
  high: number;
}

const MOST_DECADES = 6;

export function matrixCells({ size, values }: SquareMatrix, pixels: number): MatrixCells {
  const side = Math.max(1, Math.min(size, Math.floor(pixels)));
  const sizes = new Float32Array(side * side);
  let largest = 0;
  let smallest = Infinity;
  for (let row = 0; row < size; row++) {
    const to = Math.floor((row * side) / size) * side;
    for (let column = 0; column < size; column++) {
      const entry = Math.abs(values[row * size + column]!);
      const cell = to + Math.floor((column * side) / size);
      if (!(entry <= sizes[cell]!) && !Number.isNaN(sizes[cell]!)) sizes[cell] = entry;
      if (entry > largest && entry < Infinity) largest = entry;
      if (entry > 0 && entry < smallest) smallest = entry;
    }
  }
  const high = largest > 0 ? Math.ceil(Math.log10(largest) - 1e-6) : 0;
  const low = largest > 0 ? Math.floor(Math.log10(smallest) + 1e-6) : -1;
  return { side, sizes, low: Math.max(Math.min(low, high - 1), high - MOST_DECADES), high };
}

/** Share of all entries that are below zero. */
export function negativeEntries({ values }: SquareMatrix): number {
  let count = 0;
  for (const value of values) if (value < 0) count++;
  return values.length ? count / values.length : 0;
}

/** `conv1 12`: a row by its block and its place in it. */
export function rowName({ blocks }: SquareMatrix, row: number): string {
  const block = blocks.findLast(({ from }) => from <= row);
  return block ? `${block.name} ${row - block.from}` : String(row);
}
