/** Statistics of the values of one slot. */
import type { ColumnReading, RowReading, SlotReading } from './programEvidence.js';

/**
 * Moments over finite elements, in float64: mean = Σx/n, std = √(Σ(x − mean)²/n) by two passes.
 * @param values all elements, row-major
 */
export function slotReading(values: ArrayLike<number>, shape: readonly number[]): SlotReading {
  let [sum, finite, min, max, zeros, nan, inf] = [0, 0, Infinity, -Infinity, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (Number.isNaN(x)) nan++;
    else if (!Number.isFinite(x)) inf++;
    else {
      finite++;
      sum += x;
      if (x === 0) zeros++;
      if (x < min) min = x;
      if (x > max) max = x;
    }
  }
  const mean = sum / finite;
  let squares = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!)) squares += (values[i]! - mean) ** 2;
  const known = finite > 0;
  return {
    ...{ size: values.length, nan, inf, zeros: values.length > 0 ? zeros / values.length : NaN },
    ...{ mean, std: Math.sqrt(squares / finite), min: known ? min : NaN, max: known ? max : NaN },
    columns: columnReading(values, shape),
    rows: rowReading(values, shape),
  };
}

/** Widths beyond which columns are not looked at one by one (vocabularies). */
const MOST_COLUMNS = 4096;

function columnReading(values: ArrayLike<number>, shape: readonly number[]): ColumnReading | null {
  const width = shape.at(-1) ?? 0;
  const rows = values.length / width;
  if (shape.length < 2 || width === 0 || width > MOST_COLUMNS || rows < 2) return null;
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const min = new Float64Array(width).fill(Infinity);
  const max = new Float64Array(width).fill(-Infinity);
  for (let i = 0, column = 0; i < values.length; i++, column = column + 1 === width ? 0 : column + 1) {
    const x = values[i]!;
    mean[column]! += x / rows;
    if (x < min[column]!) min[column] = x;
    if (x > max[column]!) max[column] = x;
  }
  for (let i = 0, column = 0; i < values.length; i++, column = column + 1 === width ? 0 : column + 1) {
    squares[column]! += (values[i]! - mean[column]!) ** 2;
  }
  let [allZero, constant] = [0, 0];
  for (let column = 0; column < width; column++) {
    if (min[column] !== max[column]) continue;
    constant++;
    if (min[column] === 0) allZero++;
  }
  return { count: width, allZero, constant, mean, std: squares.map((sum) => Math.sqrt(sum / rows)) };
}

function rowReading(values: ArrayLike<number>, shape: readonly number[]): RowReading | null {
  const width = shape.at(-1) ?? 0;
  if (shape.length < 2 || width === 0 || width > MOST_COLUMNS) return null;
  const reading = { count: values.length / width, allZero: 0, sumMin: Infinity, sumMax: -Infinity, single: 0 };
  for (let start = 0; start < values.length; start += width) {
    let [sum, nonZero] = [0, 0];
    for (let i = start; i < start + width; i++) {
      sum += values[i]!;
      if (values[i] !== 0) nonZero++;
    }
    if (nonZero === 0) reading.allZero++;
    if (nonZero === 1) reading.single++;
    if (sum < reading.sumMin) reading.sumMin = sum;
    if (sum > reading.sumMax) reading.sumMax = sum;
  }
  return reading;
}
