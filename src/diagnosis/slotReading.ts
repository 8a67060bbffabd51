/** Statistics of the values of one slot. */
import type { ElementStatistics } from '../statistics/elementStatistics.js';
import type { ColumnReading, RowReading, SlotReading } from './programEvidence.js';

/** Moments by sums: mean = Σx/n, std = √(Σx²/n − mean²), exactly 0 where all are the same. */
export function slotReading(sums: ElementStatistics, table: Pick<SlotReading, 'columns' | 'rows'> | null): SlotReading {
  const { count, sum, sumOfSquares, min, max, zeros, nan, inf } = sums;
  const finite = count - nan - inf;
  const mean = sum / finite;
  const variance = min === max ? 0 : Math.max(0, sumOfSquares / finite - mean * mean);
  return {
    ...{ size: count, nan, inf, zeros: count > 0 ? zeros / count : NaN },
    ...{ mean, std: finite > 0 ? Math.sqrt(variance) : NaN, min, max },
    ...{ columns: table?.columns ?? null, rows: table?.rows ?? null },
  };
}

/** Widths beyond which columns are not looked at one by one (vocabularies). */
const MOST_COLUMNS = 4096;

/** Whether `tableReading` has anything to say of this shape. */
export const isTable = (shape: readonly number[]): boolean =>
  shape.length >= 2 && shape.at(-1)! > 0 && shape.at(-1)! <= MOST_COLUMNS;

/** @param values all elements, row-major, in rows of `width` */
export function tableReading(values: ArrayLike<number>, width: number): Pick<SlotReading, 'columns' | 'rows'> {
  return { columns: columnReading(values, width), rows: rowReading(values, width) };
}

function columnReading(values: ArrayLike<number>, width: number): ColumnReading | null {
  const rows = values.length / width;
  if (rows < 2) return null;
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const min = new Float64Array(width).fill(Infinity);
  const max = new Float64Array(width).fill(-Infinity);
  for (let start = 0; start < values.length; start += width) {
    for (let column = 0; column < width; column++) {
      const x = values[start + column]!;
      mean[column]! += x;
      if (x < min[column]!) min[column] = x;
      if (x > max[column]!) max[column] = x;
    }
  }
  for (let column = 0; column < width; column++) mean[column]! /= rows;
  for (let start = 0; start < values.length; start += width) {
    for (let column = 0; column < width; column++) {
      const deviation = values[start + column]! - mean[column]!;
      squares[column]! += deviation * deviation;
    }
  }
  let [allZero, constant] = [0, 0];
  for (let column = 0; column < width; column++) {
    if (min[column] !== max[column]) continue;
    constant++;
    if (min[column] === 0) allZero++;
  }
  return { count: width, allZero, constant, mean, std: squares.map((sum) => Math.sqrt(sum / rows)) };
}

function rowReading(values: ArrayLike<number>, width: number): RowReading {
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
